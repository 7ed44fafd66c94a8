namespace Orleans.Core
{
    /// <summary>A stored state without its type.</summary>
    public interface IStorage
    {
        /// <summary>The tag of the stored state.</summary>
        string? Etag { get; }

        /// <summary>Whether a state is stored.</summary>
        bool RecordExists { get; }

        /// <summary>Deletes the stored state.</summary>
        Task ClearStateAsync();

        /// <summary>Stores the state.</summary>
        Task WriteStateAsync();

        /// <summary>Replaces the state by the stored one.</summary>
        Task ReadStateAsync();
    }

    /// <summary>A stored state.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The state.</summary>
        TState State { get; set; }
    }
}

namespace Orleans
{
    /// <summary>A state with its tag, as storage providers see it.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    public interface IGrainState<T>
    {
        /// <summary>The state.</summary>
        T? State { get; set; }

        /// <summary>The tag.</summary>
        string? ETag { get; set; }

        /// <summary>Whether a state is stored.</summary>
        bool RecordExists { get; set; }
    }

    /// <summary>A state with its tag.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    [GenerateSerializer]
    public sealed class GrainState<T> : IGrainState<T>
    {
        /// <summary>No state.</summary>
        public GrainState()
        {
        }

        /// <summary>A state that is not stored.</summary>
        public GrainState(T? state)
            : this(state, null)
        {
        }

        /// <summary>A state with its tag.</summary>
        public GrainState(T? state, string? eTag)
        {
            State = state;
            ETag = eTag;
        }

        /// <inheritdoc/>
        [Id(0)]
        public T? State { get; set; }

        /// <inheritdoc/>
        [Id(1)]
        public string? ETag { get; set; }

        /// <inheritdoc/>
        [Id(2)]
        public bool RecordExists { get; set; }
    }
}

namespace Orleans.Storage
{
    using Orleans.Runtime;

    /// <summary>Keeps the states of grains.</summary>
    public interface IGrainStorage
    {
        /// <summary>Reads a state.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Writes a state; <see cref="InconsistentStateException"/> when the tag is not the stored one.</summary>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Deletes a state; <see cref="InconsistentStateException"/> when the tag is not the stored one.</summary>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
    }

    /// <summary>Turns states into bytes.</summary>
    public interface IGrainStorageSerializer
    {
        /// <summary>Writes.</summary>
        BinaryData Serialize<T>(T? input);

        /// <summary>Reads.</summary>
        T? Deserialize<T>(BinaryData input);
    }

    /// <summary>Options of a provider that has a serializer.</summary>
    public interface IStorageProviderSerializerOptions
    {
        /// <summary>The serializer.</summary>
        IGrainStorageSerializer GrainStorageSerializer { get; set; }
    }
}

namespace Orleans.Runtime
{
    using Orleans.Core;

    /// <summary>A grain's stored state, injected by <see cref="PersistentStateAttribute"/>, read before activation.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    public interface IPersistentState<TState> : IStorage<TState>;

    /// <summary>Which state, in which provider.</summary>
    public interface IPersistentStateConfiguration
    {
        /// <summary>The state's name.</summary>
        string StateName { get; }

        /// <summary>The provider's name; null for the default.</summary>
        string? StorageName { get; }
    }

    /// <summary>Makes <see cref="IPersistentState{TState}"/>.</summary>
    public interface IPersistentStateFactory
    {
        /// <summary>Makes a state of an activation.</summary>
        IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config);
    }

    /// <summary>Injects a stored state into a grain's constructor.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute : Attribute, IFacetMetadata, IPersistentStateConfiguration
    {
        /// <summary>A state of a provider.</summary>
        public PersistentStateAttribute(string stateName, string? storageName = null)
        {
            ArgumentNullException.ThrowIfNull(stateName);
            StateName = stateName;
            StorageName = storageName;
        }

        /// <inheritdoc/>
        public string StateName { get; }

        /// <inheritdoc/>
        public string? StorageName { get; }
    }
}
