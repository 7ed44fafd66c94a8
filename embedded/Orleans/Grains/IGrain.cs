namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>What every grain interface derives from.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose key is a text.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain whose key is an integer.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>A grain whose key is a GUID.</summary>
    public interface IGrainWithGuidKey : IGrain;

    /// <summary>A grain whose key is an integer and a text.</summary>
    public interface IGrainWithIntegerCompoundKey : IGrain;

    /// <summary>A grain whose key is a GUID and a text.</summary>
    public interface IGrainWithGuidCompoundKey : IGrain;

    /// <summary>An object outside the grains that grains may notify.</summary>
    public interface IGrainObserver : IAddressable;

    /// <summary>What a grain class implements when it does not derive from <see cref="Grain"/>.</summary>
    public interface IGrainBase
    {
        /// <summary>The activation.</summary>
        IGrainContext GrainContext { get; }

        /// <summary>Runs before the first call.</summary>
        Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

        /// <summary>Runs after the last call.</summary>
        Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
    }
}

namespace Orleans.Runtime
{
    /// <summary>Anything that has an address: grains and observers.</summary>
    public interface IAddressable;
}
