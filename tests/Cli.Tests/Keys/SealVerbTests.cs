using Luxe.Cli.Tests.Backups;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Silo.Hosting;
using Luxe.Silo.Keys;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Cli.Tests.Keys;

/// <summary>A house from before there were keys: it goes on as it is, and <c>luxe keys seal</c> leaves nothing of it in the clear.</summary>
public sealed class SealVerbTests
{
    private const string Word = "lilac coat for the opera";

    [Theory, OnSqlite, OnPostgres]
    public async Task Seal_OfAnOlderHouse_LeavesNothingInTheClearAndEverythingReadable(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        string[] ids = [.. await OlderAsync(house, 12)];
        await house.StartAsync();
        var before = await ReadAsync(house, ids[3]);
        Assert.Contains(Word, before, StringComparison.Ordinal);

        // It serves and is written to under keys, what is there stays as it is.
        Assert.Equal(1, (await house.RecordAsync(ids[3], 900, 1)).Recorded);
        before = await ReadAsync(house, ids[3]);
        var (code, _, error) = await SealAsync(house);
        Assert.Equal(1, code);
        Assert.Contains("stop it first", error, StringComparison.Ordinal);
        await house.StopAsync();
        Assert.Contains(await HouseDump.ReadAsync(house), part => HouseDump.Holds(part.Bytes, Word));
        Assert.InRange((await new HouseSeals(house.Data).AskAsync(CancellationToken.None)).Plain, 12 * 11, 12 * 13);
        Assert.Contains("luxe keys seal", (await DoctorAsync(house)).Output, StringComparison.Ordinal);

        (code, var output, error) = await SealAsync(house);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Nothing personal stands in the clear any more.", output, StringComparison.Ordinal);
        if (database == "postgres")
        {
            await house.TamperAsync("VACUUM FULL");
        }

        Assert.Empty((await HouseDump.ReadAsync(house)).Where(part => HouseDump.Holds(part.Bytes, Word)).Select(static part => part.Where));
        Assert.Equal(0, (await new HouseSeals(house.Data).AskAsync(CancellationToken.None)).Plain);
        Assert.Empty((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);

        // From its snapshots and from its journals; and a second sweep finds nothing to do.
        await house.StartAsync();
        Assert.Equal(before, await ReadAsync(house, ids[3]));
        await house.StopAsync();
        Assert.Equal(new SweepOutcome(0, 0, 0, 0, 0), await SweepAsync(house));

        // From now on a plain row is one that somebody put there.
        await house.TamperAsync($"UPDATE journal SET payload = {(database == "postgres" ? "'\\x7b7d'::bytea" : "x'7b7d'")}, checksum = NULL WHERE customer = '{ids[5]}' AND seq = 3");
        await house.StartAsync();
        await house.JourneyAsync(ids[5]);
        Assert.Equal(1, await house.Services.GetRequiredService<IQuarantine>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Seal_CutOffInTheMiddle_GoesOnWhereItStopped(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        string[] ids = [.. (await OlderAsync(house, 40)).Order(StringComparer.Ordinal)];
        await RefuseAsync(house, ids[35]);

        await Assert.ThrowsAnyAsync<StorageException>(() => SweepAsync(house));
        var left = (await new HouseSeals(house.Data).AskAsync(CancellationToken.None)).Plain;
        Assert.InRange(left, 1, (40 * 12) - 200);
        await house.StartAsync();
        Assert.Contains(Word, await ReadAsync(house, ids[0]), StringComparison.Ordinal);
        Assert.Contains(Word, await ReadAsync(house, ids[39]), StringComparison.Ordinal);
        await house.StopAsync();

        await house.TamperAsync(database == "postgres" ? "DROP TRIGGER refused ON journal" : "DROP TRIGGER refused");
        var done = await SweepAsync(house);
        Assert.Equal((left, 0), (done.Rows + done.Items + done.Letters, done.Left));
        Assert.Equal(0, (await new HouseSeals(house.Data).AskAsync(CancellationToken.None)).Plain);
        await house.StartAsync();
        Assert.Contains(Word, await ReadAsync(house, ids[39]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_OfSomebodyWhoseKeyIsElsewhere_LeavesHerAndSaysSo()
    {
        await using var house = await KeptHouse.NewAsync("sqlite");
        string[] ids = [.. await OlderAsync(house, 3)];
        await house.StartAsync();
        Assert.Equal(1, (await house.RecordAsync(ids[1], 900, 1)).Recorded);
        await house.StopAsync();
        await house.TamperAsync($"DELETE FROM client_key WHERE customer = '{ids[1]}'");

        var (code, output, error) = await SealAsync(house);
        Assert.Equal(1, code);
        Assert.Contains("Sealed: ", output, StringComparison.Ordinal);
        Assert.Contains("stay in the clear", error, StringComparison.Ordinal);
        Assert.InRange((await new HouseSeals(house.Data).AskAsync(CancellationToken.None)).Plain, 1, 12);
        await house.StartAsync();
        Assert.Contains(Word, await ReadAsync(house, ids[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfAHouse_WarnsUntilItsKeysAreExportedAndAgainWhenTheyAreOld()
    {
        await using var house = await KeptHouse.NewAsync("sqlite");
        Assert.DoesNotContain("key export", (await DoctorAsync(house)).Output, StringComparison.Ordinal);
        await house.StartAsync();
        await house.LiveAsync(1, 5);
        Assert.Contains("none was made here", (await DoctorAsync(house)).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await LuxeProgram.RunAsync($"keys export {house.Beside("one.jsonl")} --data {house.Data.Folder}")).Code);
        Assert.Contains("with every key", (await DoctorAsync(house)).Output, StringComparison.Ordinal);
        Assert.Contains("stands in the clear; 1 keys", (await DoctorAsync(house)).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await LuxeProgram.RunAsync($"backup {house.Beside("bare")} --data {house.Data.Folder}")).Code);
        Assert.Contains("older than the newest backup", (await DoctorAsync(house)).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await LuxeProgram.RunAsync($"keys export {house.Beside("two.jsonl")} --data {house.Data.Folder}")).Code);
        Assert.Contains("with every key", (await DoctorAsync(house)).Output, StringComparison.Ordinal);
        await house.LiveAsync(2, 5);
        Assert.Contains("1 keys were made since", (await DoctorAsync(house)).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await LuxeProgram.RunAsync($"backup {house.Beside("whole")} --with-keys --data {house.Data.Folder}")).Code);
        Assert.Contains("with every key", (await DoctorAsync(house)).Output, StringComparison.Ordinal);
    }

    // Lived in by a Luxe that sealed nothing: journals, snapshots, an inbox, a dead letter.
    private static async Task<IReadOnlyList<string>> OlderAsync(KeptHouse house, int clients)
    {
        await house.StartAsync(seals: false);
        var ids = new List<string>();
        for (var client = 0; client < clients; client++)
        {
            var id = await house.LiveAsync(client, 10);
            var now = TimeProvider.System.GetUtcNow();
            await house.Grains.GetGrain<ICustomerGrain>(id).Record(
                [new Interaction { EventId = $"{id}-search", Kind = InteractionKind.Searched, OccurredAt = now, ReceivedAt = now, Channel = Channel.Web, Query = Word }]);
            ids.Add(id);
        }

        await house.Services.GetRequiredService<IDeadLetters>().AppendAsync([new DeadLetter("test", TimeProvider.System.GetUtcNow(), "event", null, System.Text.Encoding.UTF8.GetBytes(Word))]);
        await house.Services.GetRequiredService<IInboxStore>().AppendAsync(new InboxAppend
        {
            Associate = "a-1",
            ExpectedNumber = 0,
            Rows = [new InboxRow(1, "item-1", ids[0], TimeProvider.System.GetUtcNow(), DateTimeOffset.MaxValue, "new", false, System.Text.Encoding.UTF8.GetBytes("{\"text\":\"" + Word + "\"}"))],
        });
        await house.StopAsync();
        return ids;
    }

    private static async Task<string> ReadAsync(KeptHouse house, string id) => System.Text.Json.JsonSerializer.Serialize(
        await house.Grains.GetGrain<ICustomerViews>(id).GetJourney(new Viewer("test", ViewerRole.Client, "test"), null, 500));

    private static Task<SweepOutcome> SweepAsync(KeptHouse house) =>
        HouseSealer.RunAsync(new LuxeHostOptions { DataDirectory = house.Data.Folder, Postgres = house.Data.Postgres }, null, CancellationToken.None);

    private static Task<(int Code, string Output, string Error)> SealAsync(KeptHouse house) => LuxeProgram.RunAsync(["keys", "seal", .. Of(house)]);

    private static Task<(int Code, string Output, string Error)> DoctorAsync(KeptHouse house) => LuxeProgram.RunAsync(["doctor", .. Of(house)]);

    private static string[] Of(KeptHouse house) => ["--data", house.Data.Folder, .. (string[])(house.Data.Postgres is { } postgres ? ["--postgres", postgres] : [])];

    private static Task<int> RefuseAsync(KeptHouse house, string from) => house.TamperAsync(house.Data.Postgres is null
        ? $"CREATE TRIGGER refused BEFORE UPDATE OF payload ON journal WHEN NEW.customer >= '{from}' BEGIN SELECT RAISE(ABORT, 'refused'); END"
        : $"""
          CREATE FUNCTION refused() RETURNS trigger AS $$ BEGIN IF NEW.customer >= '{from}' THEN RAISE EXCEPTION 'refused' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
          CREATE TRIGGER refused BEFORE UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION refused()
          """);
}
