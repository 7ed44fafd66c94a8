using System.Collections.Concurrent;
using System.Globalization;
using Luxe.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps states in this process's memory, as bytes, until the silo ends.</summary>
public class MemoryGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Entry> _entries = new();
    private readonly IGrainStorageSerializer _serializer;
    private long _version;

    internal MemoryGrainStorage(MemoryGrainStorageOptions options) => _serializer = options.GrainStorageSerializer ?? MemoryStateSerializer.Instance;

    /// <inheritdoc/>
    public virtual Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var entry = _entries.GetValueOrDefault((stateName, grainId));
        var state = entry is null ? default : _serializer.Deserialize<T>(entry.Data);
        grainState.ETag = entry?.ETag;
        grainState.RecordExists = state is not null && entry is not null;
        grainState.State = state is null || entry is null ? FreshState<T>.Create() : state;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public virtual Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var entry = new Entry(_serializer.Serialize(grainState.State), Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture));
        var key = (stateName, grainId);
        var stored = grainState.ETag is null
            ? _entries.TryAdd(key, entry)
            : _entries.TryGetValue(key, out var former) && former.ETag == grainState.ETag && _entries.TryUpdate(key, entry, former);
        if (!stored)
        {
            throw Inconsistent(stateName, grainId, grainState.ETag);
        }

        grainState.ETag = entry.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public virtual Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = (stateName, grainId);
        var cleared = _entries.TryGetValue(key, out var former)
            ? former.ETag == grainState.ETag && _entries.TryRemove(KeyValuePair.Create(key, former))
            : grainState.ETag is null;
        if (!cleared)
        {
            throw Inconsistent(stateName, grainId, grainState.ETag);
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = FreshState<T>.Create();
        return Task.CompletedTask;
    }

    private InconsistentStateException Inconsistent(string stateName, GrainId grainId, string? etag) =>
        new($"The state {stateName} of {grainId} was changed by another activation.", _entries.GetValueOrDefault((stateName, grainId))?.ETag ?? "none", etag ?? "none");

    // A class, so that TryUpdate and TryRemove compare by reference.
    private sealed class Entry(BinaryData data, string etag)
    {
        internal BinaryData Data => data;

        internal string ETag => etag;
    }
}

/// <summary>Makes <see cref="MemoryGrainStorage"/>.</summary>
public static class MemoryGrainStorageFactory
{
    /// <summary>Makes the provider of a name.</summary>
    public static MemoryGrainStorage Create(IServiceProvider services, string name) =>
        new(services.GetRequiredService<IOptionsMonitor<MemoryGrainStorageOptions>>().Get(name));
}
