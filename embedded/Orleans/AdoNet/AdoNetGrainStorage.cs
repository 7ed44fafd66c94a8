using System.Data.Common;
using System.Globalization;
using Luxe.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// Keeps states in the table <c>OrleansStorage</c> of PostgreSQL or SQLite, as Orleans' ADO.NET provider does: same queries from <c>OrleansQuery</c>,
/// same keys and hashes, the row's version as the tag.
/// </summary>
public class AdoNetGrainStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly AdoNetGrainStorageOptions _options;
    private readonly string _name;
    private readonly string _serviceId;
    private AdoNetDatabase _database = null!;
    private string _read = null!;
    private string _write = null!;
    private string _clear = null!;

    internal AdoNetGrainStorage(AdoNetGrainStorageOptions options, string name, string serviceId)
    {
        _options = options;
        _name = name;
        _serviceId = serviceId;
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe($"{nameof(AdoNetGrainStorage)}-{_name}", _options.InitStage, Start);

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var rows = await _database.ReadAsync(_read, command => Bind(command, grainType, grainReference), ReadRow).ConfigureAwait(false);
        var (payload, version) = rows.SingleOrDefault();
        var state = payload is null ? default : _options.GrainStorageSerializer.Deserialize<T>(new BinaryData(payload));
        grainState.State = state is null || payload is null ? FreshState<T>.Create() : state;
        grainState.ETag = version;
        grainState.RecordExists = payload is not null;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var payload = _options.GrainStorageSerializer.Serialize(grainState.State).ToArray();
        var versions = await _database.WriteAsync(
            _write,
            command =>
            {
                Bind(command, grainType, grainReference);
                command.Add("GrainStateVersion", Version(grainState.ETag));
                command.Add("PayloadBinary", payload);
            },
            static row => row.Number(row.GetOrdinal("NewGrainStateVersion"))).ConfigureAwait(false);
        grainState.ETag = Changed(versions, grainState.ETag, grainType, grainReference, "written");
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (!grainState.RecordExists && string.IsNullOrWhiteSpace(grainState.ETag))
        {
            await ReadStateAsync(grainType, grainReference, grainState).ConfigureAwait(false);
            if (!grainState.RecordExists)
            {
                return;
            }
        }

        var versions = await _database.WriteAsync(
            _clear,
            command =>
            {
                Bind(command, grainType, grainReference);
                command.Add("GrainStateVersion", Version(grainState.ETag));
            },
            static row => row.Number(0)).ConfigureAwait(false);
        var version = Changed(versions, grainState.ETag, grainType, grainReference, "cleared");
        grainState.ETag = _options.DeleteStateOnClear ? null : version;
        grainState.RecordExists = false;
        grainState.State = FreshState<T>.Create();
    }

    private async Task Start(CancellationToken cancellationToken)
    {
        _database = new AdoNetDatabase(_options.Invariant, Checked(_options.ConnectionString, nameof(_options.ConnectionString)));
        if (_options.GrainStorageSerializer is null)
        {
            throw new OrleansConfigurationException($"The storage provider \"{_name}\" needs {nameof(_options.GrainStorageSerializer)}: the embedded runtime has no default for databases.");
        }

        var queries = await _database.QueriesAsync(cancellationToken).ConfigureAwait(false);
        _read = Query(queries, "ReadFromStorageKey");
        _write = Query(queries, "WriteToStorageKey");
        _clear = Query(queries, _options.DeleteStateOnClear ? "DeleteStorageKey" : "ClearStorageKey");
    }

    private string Query(IReadOnlyDictionary<string, string> queries, string key) => queries.GetValueOrDefault(key)
        ?? throw new OrleansConfigurationException($"The database of the storage provider \"{_name}\" holds no query {key} in OrleansQuery.");

    private string Checked(string? value, string option) => string.IsNullOrWhiteSpace(value)
        ? throw new OrleansConfigurationException($"The storage provider \"{_name}\" needs {option}.")
        : value;

    private void Bind(DbCommand command, string stateName, GrainId grain) => AdoNetGrainKey.Of(grain).Bind(command, stateName, _serviceId);

    private static (byte[]? Payload, string? Version) ReadRow(DbDataReader row)
    {
        var payload = row.GetOrdinal("PayloadBinary");
        return (row.IsDBNull(payload) ? null : row.GetFieldValue<byte[]>(payload), row.Number(row.GetOrdinal("Version")));
    }

    private static int? Version(string? etag) => string.IsNullOrWhiteSpace(etag) ? null : int.Parse(etag, CultureInfo.InvariantCulture);

    // No row, no version, or the version that was there before: somebody else's write stands.
    private static string Changed(List<string?> versions, string? etag, string stateName, GrainId grain, string what) =>
        versions.SingleOrDefault() is { } version && version != etag
            ? version
            : throw new InconsistentStateException($"The state {stateName} of {grain} was not {what}: another activation wrote it.", "unknown", etag);
}

/// <summary>Makes <see cref="AdoNetGrainStorage"/>.</summary>
public static class AdoNetGrainStorageFactory
{
    /// <summary>Makes the provider of a name.</summary>
    public static AdoNetGrainStorage Create(IServiceProvider services, string name) => new(
        services.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>().Get(name),
        name,
        services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId);
}
