using Orleans.Core;

namespace Orleans;

/// <summary>A grain class with one state in the class's storage provider, read before activation.</summary>
/// <typeparam name="TGrainState">The type of the state.</typeparam>
public class Grain<TGrainState> : Grain
{
    private readonly IStorage<TGrainState> _storage;

    /// <summary>Takes its storage from the class's <see cref="Providers.StorageProviderAttribute"/>.</summary>
    protected Grain() => _storage = ((Luxe.Embedded.Activation)GrainContext).Runtime.GetStorage<TGrainState>(GrainContext);

    /// <summary>Takes its storage from the caller.</summary>
    protected Grain(IStorage<TGrainState> storage) => _storage = storage;

    /// <summary>The state.</summary>
    protected TGrainState State
    {
        get => _storage.State;
        set => _storage.State = value;
    }

    /// <summary>Deletes the stored state.</summary>
    protected virtual Task ClearStateAsync() => _storage.ClearStateAsync();

    /// <summary>Replaces the state by the stored one.</summary>
    protected virtual Task ReadStateAsync() => _storage.ReadStateAsync();

    /// <summary>Stores the state.</summary>
    protected virtual Task WriteStateAsync() => _storage.WriteStateAsync();
}
