using Luxe.Storage.Databases;

namespace Luxe.Storage.Tests.Sealing;

/// <summary>A storage that seals, on a database of its own.</summary>
internal static class SealedHouse
{
    public static async Task<StorageOptions> NewAsync(Tests.Databases databases, string provider, string? masters = null) =>
        (await databases.NewAsync(provider)) with { Sealing = new SealingOptions { Masters = MasterKeys.Read(masters ?? MasterKeys.NewLine(1)) } };

    public static async Task<StorageHost> StartAsync(Tests.Databases databases, string provider)
    {
        var host = await StorageHost.StartAsync(await NewAsync(databases, provider));
        databases.EndWithOthers(host);
        return host;
    }

    /// <summary>A payload as it is stored.</summary>
    public static async Task<byte[]> StoredAsync(this StorageHost host, string customer, long seq) =>
        (await host.Get<Database>().FirstAsync("SELECT payload FROM journal WHERE customer = $1 AND seq = $2", static row => row.GetFieldValue<byte[]>(0), default, customer, seq))!;

    public static Task<long> CountAsync(this StorageHost host, string sql) => host.Get<Database>().NumberAsync(sql, default);

    public static async Task RunAsync(this StorageHost host, string sql)
    {
        await using var connection = await host.Get<Database>().OpenForSchemaAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public static JournalRow Interaction(long seq, string words = "a dress for a wedding in Lyon", int tier = 2) =>
        new(seq, $"e{seq}", "interaction", tier, Rows.T0.AddMinutes(seq), Rows.T0.AddMinutes(seq), Rows.Bytes($$"""{"q":"{{words}} {{seq}}"}"""));

    public static JournalRow Consent(long seq) => new(seq, $"d{seq}", "consent", 0, Rows.T0, Rows.T0, Rows.Bytes("""{"tier":2}"""));

    public static string Words(long seq, string words = "a dress for a wedding in Lyon") => $$"""{"q":"{{words}} {{seq}}"}""";
}
