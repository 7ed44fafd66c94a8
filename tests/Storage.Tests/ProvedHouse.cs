using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Luxe.Storage.OrleansTables;
using Luxe.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage.Tests;

/// <summary>A house of ledgers with true hashes beside journals that know them, which facts rewrite by SQL as somebody with the database's password could.</summary>
internal sealed class ProvedHouse : IAsyncDisposable
{
    public static readonly string Start = new('0', 64);
    private readonly string _folder;
    private readonly StorageOptions _options;
    private StorageHost _host;

    private ProvedHouse(string folder, StorageOptions options, StorageHost host) => (_folder, _options, _host, Data) = (folder, options, host, new HouseData(folder, options.ConnectionString));

    public HouseData Data { get; }

    public IAnchors Anchors => _host.Get<IAnchors>();

    public static async Task<ProvedHouse> NewAsync(string provider)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("luxe-proved-").FullName;
        var options = provider == StorageOptions.Sqlite
            ? new StorageOptions { DataDirectory = folder }
            : new StorageOptions { Provider = provider, ConnectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() };
        var house = new ProvedHouse(folder, options, await StorageHost.StartAsync(options));
        await OrleansSchema.EnsureCreatedAsync(options.Provider, options.ConnectionString ?? $"Data Source={house.Data.GrainsFile}", CancellationToken.None);
        return house;
    }

    /// <summary>A client who decided so often.</summary>
    public async Task DecideAsync(string customer, int decisions)
    {
        var previous = Start;
        for (var seq = 1; seq <= decisions; seq++)
        {
            var payload = Payload(seq, 1);
            var hash = Hash(previous, payload);
            await _host.Journal.AppendAsync(new JournalAppend
            {
                Customer = customer,
                ExpectedSeq = seq - 1,
                Rows = [new JournalRow(seq, $"d{seq}", "consent-decided", 0, Rows.T0, Rows.T0, Rows.Bytes(Known(seq, hash)))],
                Ledger = [new LedgerRow(customer, seq, Rows.T0, hash, previous, Rows.Bytes(payload)) { WrittenAt = Rows.T0 }],
            });
            previous = hash;
        }
    }

    public Task<VerifyReport> VerifyAsync() => new HouseVerify(Data).RunAsync(CancellationToken.None);

    /// <summary>Makes her whole chain anew, with another first decision, and her journal with it.</summary>
    public async Task RewriteAsync(string customer, int decisions)
    {
        var previous = Start;
        for (var seq = 1; seq <= decisions; seq++)
        {
            var payload = Payload(seq, seq == 1 ? 3 : 1);
            var hash = Hash(previous, payload);
            await RunAsync($"UPDATE ledger SET payload = {Bytes(payload)}, hash = '{hash}', previous_hash = '{previous}' WHERE customer = '{customer}' AND seq = {seq}");
            await RunAsync($"UPDATE journal SET payload = {Bytes(Known(seq, hash))}, checksum = NULL WHERE customer = '{customer}' AND seq = {seq}");
            previous = hash;
        }
    }

    /// <summary>Makes the last anchor anew over what the ledgers say now.</summary>
    public async Task AnchorAnewAsync(AnchorRow anchor)
    {
        await RunAsync($"UPDATE ledger_leaf SET hash = (SELECT l.hash FROM ledger l WHERE l.customer = ledger_leaf.customer AND l.seq = ledger_leaf.seq) WHERE number = {anchor.Number}");
        var lines = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{anchor.Previous}\n{anchor.Day:yyyy-MM-dd}\n"));
        await using (var connection = await OpenAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT seq, hash FROM ledger_leaf WHERE number = {anchor.Number} ORDER BY hash";
            await using var leaves = await command.ExecuteReaderAsync();
            while (await leaves.ReadAsync())
            {
                lines.Append(CultureInfo.InvariantCulture, $"{leaves.GetInt64(0)}:{leaves.GetString(1)}\n");
            }
        }

        await RunAsync($"UPDATE ledger_anchor SET root = '{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())))}' WHERE number = {anchor.Number}");
    }

    public async Task<int> RunAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Facts write their own SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = _options.Provider == StorageOptions.Sqlite ? new SqliteConnection($"Data Source={Data.JournalFile};Pooling=False") : new NpgsqlConnection(_options.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private string Bytes(string text) =>
        (_options.Provider == StorageOptions.Sqlite ? "x'" : "'\\x") + Convert.ToHexString(Encoding.UTF8.GetBytes(text)) + "'";

    private static string Payload(int seq, int tier) => string.Create(CultureInfo.InvariantCulture, $$"""{"eventId":"d{{seq}}","seq":{{seq}},"tier":{{tier}}}""");

    private static string Known(int seq, string hash) => string.Create(CultureInfo.InvariantCulture, $$$"""{"ledger":{"seq":{{{seq}}},"hash":"{{{hash}}}"}}""");

    private static string Hash(string previous, string payload) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + payload)));
}
