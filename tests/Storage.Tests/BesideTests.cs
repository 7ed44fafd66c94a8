using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>What storage puts beside an append stands or falls with it.</summary>
[Collection(DatabaseTests.Name)]
public sealed class BesideTests(Databases databases)
{
    private static readonly Sql Key = new("INSERT INTO client_key (customer, master, wrapped, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING") { MustAffect = true };
    private static readonly Sql Forget = new("DELETE FROM journal WHERE customer = $1");

    private readonly string _id = Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_WithSomethingBeside_WritesBothOrNeither(string provider)
    {
        var host = await databases.SharedAsync(provider);
        var first = Rows.Append(_id, 0, Rows.Journal(1, "a")) with { Besides = [KeyOf(1)] };

        await host.Journal.AppendAsync(first);
        await Assert.ThrowsAnyAsync<StorageException>(() => host.Journal.AppendAsync(first));
        await Assert.ThrowsAnyAsync<StorageException>(() => host.Journal.AppendAsync(Rows.Append(_id, 1, Rows.Journal(2, "b")) with { Besides = [KeyOf(2)] }));

        Assert.Equal("a", Assert.Single(await host.Journal.ReadAsync(_id, 0).ListAsync()).EventId);
        Assert.Equal(1, await host.Get<Database>().NumberAsync("SELECT master FROM client_key WHERE customer = $1", default, _id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_WithADeletionBeside_DeletesItsOwnRowsToo(string provider)
    {
        var host = await databases.SharedAsync(provider);
        await host.Journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1, "a")));

        await host.Journal.AppendAsync(Rows.Append(_id, 1, Rows.Journal(2, "b")) with { Besides = [new Beside(Forget, [_id])] });

        Assert.Empty(await host.Journal.ReadAsync(_id, 0).ListAsync());
        Assert.Equal(0, await host.Journal.GetHeadAsync(_id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Ledger_WithAndWithoutTheTimeItWasWritten_IsReadAsItWas(string provider)
    {
        var host = await databases.SharedAsync(provider);
        var entry = new LedgerRow(_id, 1, Rows.T0, "h1", "", Rows.Bytes("granted"));
        await host.Journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1)) with { Ledger = [entry, entry with { Seq = 2, WrittenAt = Rows.T0.AddDays(1) }] });

        Assert.Equal([null, Rows.T0.AddDays(1)], (await host.Ledger.ReadAsync(_id).ListAsync()).Select(static row => row.WrittenAt));
    }

    private Beside KeyOf(long master) => new(Key, [_id, master, Rows.Bytes("wrapped"), Rows.T0]);
}
