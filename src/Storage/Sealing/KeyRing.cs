using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Microsoft.Extensions.Logging;

namespace Luxe.Storage.Sealing;

/// <summary>
/// Clients' data keys: 32 random bytes each, wrapped by the house's master key in the table client_key, open in a bounded cache of this process. Tier
/// None: a key says nothing of the person. It is kept as long as her journal and destroyed with her erasure, by which all that it sealed is gone wherever
/// it was copied to; an export has no use for it.
/// </summary>
internal sealed partial class KeyRing : ISeals
{
    /// <summary>Whose key seals what is nobody's yet: no client is called so.</summary>
    public const string House = "*house";

    /// <summary>The name under which the house notes that nothing personal stands in the clear any more.</summary>
    public const string AllSealed = "journal.sealed";

    private readonly Database _database;
    private readonly Committer _committer;
    private readonly TimeProvider _time;
    private readonly SealingOptions _options;
    private readonly ILogger _log;
    private readonly KeyCache _cache;
    private volatile MasterKeys _masters;

    public KeyRing(Database database, Committer committer, StorageOptions options, TimeProvider time, ILogger<KeyRing> log)
    {
        _options = options.Sealing ?? throw new ArgumentException("Nothing is sealed here.", nameof(options));
        (_database, _committer, _time, _log) = (database, committer, time, log);
        _cache = new KeyCache(_options.CachedKeys);
        _masters = _options.Masters;
    }

    public bool Seals => true;

    /// <summary>The master keys that are known now.</summary>
    public MasterKeys Masters => _masters;

    /// <summary>Whether nothing personal stands in the clear: then a plain row of hers was put there by somebody else.</summary>
    public bool IsAllSealed { get; set; }

    /// <summary>Wraps with other master keys from now on.</summary>
    public void Use(MasterKeys masters) => _masters = masters;

    public bool TryGet(string customer, [NotNullWhen(true)] out ClientKey? key) => _cache.TryGet(customer, out key);

    /// <summary>Her key; null when there is none in this house, or what is there was changed and does not open.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read, or her key is wrapped under a master key that is not here.</exception>
    public ValueTask<ClientKey?> FindAsync(string customer, CancellationToken cancellationToken = default) =>
        _cache.TryGet(customer, out var key) ? new(key) : new(ReadAsync(customer, cancellationToken));

    /// <summary>Her key, made when she has rows and nothing was sealed yet. Null when there is none and none may be made.</summary>
    public async ValueTask<ClientKey?> GetAsync(string customer, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(customer, cancellationToken) is { } there)
        {
            return there;
        }

        // A key that is merely elsewhere must not be replaced.
        var hasSealed = customer != House && await _database.NumberAsync(KeyRows.HasSealed, cancellationToken, customer, KeyRows.Mark) > 0;
        if (hasSealed)
        {
            return null;
        }

        var (_, insert) = New(customer);
        await _committer.SubmitAsync(StatementWrite.One(customer == House ? KeyRows.House : KeyRows.Late, insert.Values), cancellationToken);
        return await FindAsync(customer, cancellationToken);
    }

    /// <summary>The house's own key, made at its first use.</summary>
    public async ValueTask<ClientKey> HouseAsync(CancellationToken cancellationToken = default) =>
        await GetAsync(House, cancellationToken) ?? throw new StorageUnavailableException("The house's own key could not be made.");

    /// <summary>A new key and the statement that keeps it. Keep it in the cache only when that is durable.</summary>
    public (ClientKey Key, Beside Insert) New(string customer)
    {
        Span<byte> key = stackalloc byte[ClientKey.Bytes];
        RandomNumberGenerator.Fill(key);
        var masters = _masters;
        try
        {
            SqlValue[] values = [customer, masters.Newest, (ReadOnlyMemory<byte>)masters.Wrap(customer, key), _time.GetUtcNow()];
            return (new ClientKey(key), new Beside(KeyRows.First, values));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The statement that refuses a write when her key is not there any more.</summary>
    public static Beside Still(string customer) => new(KeyRows.Still, [customer]);

    public void Keep(string customer, ClientKey key) => _cache.Keep(customer, key);

    public void Forget(string customer) => _cache.Forget(customer);

    public async ValueTask<byte[]?> CloseAsync(string customer, ReadOnlyMemory<byte> plain, ReadOnlyMemory<byte> about, CancellationToken cancellationToken = default) =>
        (await GetAsync(customer, cancellationToken))?.Close(plain.Span, about.Span);

    public async ValueTask<ReadOnlyMemory<byte>?> OpenAsync(
        string customer, ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> about, CancellationToken cancellationToken = default) =>
        !Sealed.Is(stored.Span) ? stored
        : await FindAsync(customer, cancellationToken) is { } key ? key.Open(stored.Span, about.Span)
        : (ReadOnlyMemory<byte>?)null;

    private async Task<ClientKey?> ReadAsync(string customer, CancellationToken cancellationToken)
    {
        var row = await _database.FirstAsync(KeyRows.Find, static r => new Wrapped(r.GetInt32(0), r.GetFieldValue<byte[]>(1)), cancellationToken, customer);
        if (row is null)
        {
            return null;
        }

        var masters = await WithAsync(row.Master, cancellationToken);
        if (TryUnwrap(masters, customer, row.Master, row.Bytes) is not { } key)
        {
            return null;
        }

        try
        {
            return _cache.Keep(customer, new ClientKey(key));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // One wrapped key that was damaged is one client whose rows stay closed, and stops nobody else.
    private byte[]? TryUnwrap(MasterKeys masters, string customer, int master, byte[] wrapped)
    {
        try
        {
            return masters.Unwrap(customer, master, wrapped);
        }
        catch (SealBrokenException)
        {
            LogBroken(customer, master);
            return null;
        }
    }

    [LoggerMessage(1032, LogLevel.Error, "The key of customer {Customer} under master key {Master} is damaged: what is sealed of hers cannot be read until it is brought back.")]
    private partial void LogBroken(string customer, int master);

    /// <summary>Master keys that have this one: another silo may have begun a rotation.</summary>
    private async ValueTask<MasterKeys> WithAsync(int master, CancellationToken cancellationToken)
    {
        if (!_masters.Has(master) && _options.Reload is { } reload)
        {
            _masters = await reload(cancellationToken);
        }

        return _masters.Has(master)
            ? _masters
            : throw new StorageUnavailableException(FormattableString.Invariant($"A client's key is wrapped under master key {master}, which is not here."));
    }

    private sealed record Wrapped(int Master, byte[] Bytes);
}
