using System.Collections.Concurrent;
using System.Text.Json;
using Luxe.Cli.Http;
using Luxe.Cli.Tests.Backups;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Cli.Tests.Keys;

/// <summary>A new master key over HTTP while a whole house serves and is written to; and one that was cut off in the middle.</summary>
public sealed class RotationServingTests
{
    private const int Writers = 4;
    private const int Clients = 24;

    /// <summary>Keys that are wrapped in one transaction.</summary>
    private const int Page = 500;

    [Theory, OnSqlite, OnPostgres]
    public async Task Rotate_OverHttpWhileWritersRun_LosesNothingAndLeavesNoKeyUnderTheFormer(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        string[] ids = [.. await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => house.LiveAsync(client, 5)))];
        using var api = new LuxeApi(house.Server, TimeProvider.System, TimeSpan.FromMinutes(1));
        var acknowledged = new ConcurrentDictionary<string, ConcurrentQueue<string>>(StringComparer.Ordinal);
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(house, ids, writer, acknowledged, enough))));

        for (var rotation = 2; rotation <= 3; rotation++)
        {
            var begun = (await api.PostAsync("api/keys/master/rotate", null, CancellationToken.None))!.Value;
            Assert.Equal(rotation, begun.GetProperty("newest").GetInt32());
            await UntilDoneAsync(api, rotation);
            await UntilAllWroteAsync(acknowledged, enough);
        }

        await enough.CancelAsync();
        await writing;
        await UntilDoneAsync(api, 3);
        await house.StopAsync();

        // With the newest line alone: what still needed a former one could not be opened.
        var master = Path.Combine(house.Data.Keys, "master.keys");
        var lines = await File.ReadAllLinesAsync(master);
        Assert.Equal(["1", "2", "3"], lines.Select(static line => line.Split(' ')[0]));
        await File.WriteAllTextAsync(master, lines[2] + "\n");
        await house.StartAsync();
        foreach (var (id, events) in acknowledged)
        {
            Assert.Superset(events.ToHashSet(StringComparer.Ordinal), (await house.JourneyAsync(id)).ToHashSet(StringComparer.Ordinal));
        }

        await house.StopAsync();
        Assert.Empty((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rotate_KilledHalfWay_IsFinishedByTheNextStart(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        string[] ids = [.. (await Task.WhenAll(Enumerable.Range(0, Page + 100).Select(client => house.LiveAsync(client, 1)))).Order(StringComparer.Ordinal)];
        await house.StopAsync();

        // The database refuses to wrap the last of them, as a full disk would: the first page is done, the second is not.
        await RefuseAsync(house, ids[^10]);
        var (running, _, said) = await LuxeServerProcess.StartAsync(house);
        Assert.True(running is not null, said);
        await using (running)
        {
            using var api = running.Api();
            await api.PostAsync("api/keys/master/rotate", null, CancellationToken.None);

            while ((await StateAsync(api)).Done < Page)
            {
                await Task.Yield();
            }

            // Who comes now is wrapped under the new one; and whoever was wrapped under either is served.
            await SendAsync(api, "late-comer");
            Assert.Equal(1, (await JourneyAsync(api, ids[0])).GetArrayLength());
            Assert.Equal(1, (await JourneyAsync(api, ids[^1])).GetArrayLength());
            var state = await StateAsync(api);
            Assert.Equal(2, state.Newest);
            Assert.InRange(state.Left, 10, 101);
        }

        await AllowAsync(house);
        (running, _, said) = await LuxeServerProcess.StartAsync(house);
        Assert.True(running is not null, said);
        await using (running)
        {
            using var api = running.Api();
            await UntilDoneAsync(api, 2);
            foreach (var id in (string[])[ids[0], ids[Page - 2], ids[Page + 2], ids[^1]])
            {
                Assert.Equal(1, (await JourneyAsync(api, id)).GetArrayLength());
            }
        }

        Assert.Empty((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Restore_OfABackupFromBeforeARotation_AsksForTheNewerMaster(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var id = await house.LiveAsync(1, 5);
        await new HouseBackup(house.Data, TimeProvider.System).TakeAsync(house.Beside("bare"), withKeys: false, CancellationToken.None);
        using (var api = new LuxeApi(house.Server, TimeProvider.System, TimeSpan.FromMinutes(1)))
        {
            await api.PostAsync("api/keys/master/rotate", null, CancellationToken.None);
            await UntilDoneAsync(api, 2);
        }

        await new HouseKeys(house.Data).ExportAsync(house.Beside("keys.jsonl"), CancellationToken.None);
        await house.StopAsync();
        var lines = await File.ReadAllLinesAsync(Path.Combine(house.Data.Keys, "master.keys"));

        // Over the house, whose keys are under the newer one by now.
        Assert.Equal(0, (await new HouseRestore(house.Data).RunAsync(house.Beside("bare"), force: true, CancellationToken.None)).Locked);
        await NeedsBothAsync(house, lines, id);

        // On a bare machine, by an export from after the rotation.
        await using var other = await KeptHouse.NewAsync(database);
        Directory.CreateDirectory(other.Data.Keys);
        File.Copy(Path.Combine(house.Data.Keys, "identity.key"), Path.Combine(other.Data.Keys, "identity.key"));
        await new HouseRestore(other.Data).RunAsync(house.Beside("bare"), force: false, CancellationToken.None);
        Assert.Equal((1L, 0L), await new HouseKeys(other.Data).ImportAsync(house.Beside("keys.jsonl"), CancellationToken.None));
        await NeedsBothAsync(other, lines, id);

        // A house of its own takes no key of this one.
        await using var stranger = await KeptHouse.NewAsync(database);
        await stranger.StartAsync();
        await stranger.StopAsync();
        var refused = await Assert.ThrowsAnyAsync<IOException>(() => new HouseKeys(stranger.Data).ImportAsync(WithPrintOf(house, lines[0]), CancellationToken.None));
        Assert.Contains("another house's", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysVerbs_OnARunningHouse_SayHowFarItIsAndRotate()
    {
        await using var house = await KeptHouse.NewAsync("sqlite");
        await house.StartAsync();
        await house.LiveAsync(1, 5);
        var (code, output, error) = await LuxeProgram.RunAsync($"keys status --url {house.Server.Url}");
        Assert.Equal((0, "Master key 1: 1 clients' keys are under it, 0 under others.", ""), (code, output.Trim(), error));

        (code, output, error) = await LuxeProgram.RunAsync($"keys rotate --url {house.Server.Url}");
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("Master key 2: ", output, StringComparison.Ordinal);
        using var api = new LuxeApi(house.Server, TimeProvider.System, TimeSpan.FromMinutes(1));
        await UntilDoneAsync(api, 2);
        (code, output, _) = await LuxeProgram.RunAsync($"keys status --url {house.Server.Url}");
        Assert.Equal((0, "Master key 2: 1 clients' keys are under it, 0 under others."), (code, output.Trim()));
    }

    private static async Task NeedsBothAsync(KeptHouse house, string[] lines, string id)
    {
        Assert.Empty((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);
        var master = Path.Combine(house.Data.Keys, "master.keys");
        await File.WriteAllTextAsync(master, lines[0] + "\n");
        var refused = await Assert.ThrowsAsync<MasterKeyException>(() => house.StartAsync());
        Assert.StartsWith("The master key 2 (print ", refused.Message, StringComparison.Ordinal);
        await File.WriteAllLinesAsync(master, lines);
        await house.StartAsync();
        Assert.Equal(5, (await house.JourneyAsync(id)).Count);
        await house.StopAsync();
    }

    // An export from before the rotation: its first line is the print of the first master key.
    private static string WithPrintOf(KeptHouse house, string line)
    {
        var file = house.Beside("one.jsonl");
        File.WriteAllText(file, $$"""{"customer":"*master","master":1,"wrapped":"{{Convert.ToBase64String(Convert.FromHexString(MasterKeys.Read(line).PrintOf(1)))}}","madeAt":0}""" + "\n");
        return file;
    }

    // Old clients and new ones, one event after the other; what was answered must be there.
    private static async Task WriteAsync(KeptHouse house, string[] ids, int writer, ConcurrentDictionary<string, ConcurrentQueue<string>> acknowledged, CancellationTokenSource enough)
    {
        try
        {
            for (var round = 0; !enough.IsCancellationRequested; round++)
            {
                var number = 1_000 + (writer * 100_000) + round;
                var id = round % 5 == 0 ? await house.LiveAsync(number, 0) : ids[(round + writer) % ids.Length];
                Assert.Equal(1, (await house.RecordAsync(id, number, 1)).Recorded);
                acknowledged.GetOrAdd(id, static _ => new()).Enqueue(KeptHouse.EventId(id, number));
            }
        }
        catch
        {
            await enough.CancelAsync();
            throw;
        }
    }

    private static async Task UntilAllWroteAsync(ConcurrentDictionary<string, ConcurrentQueue<string>> acknowledged, CancellationTokenSource enough)
    {
        var before = acknowledged.Values.Sum(static events => events.Count);
        while (!enough.IsCancellationRequested && acknowledged.Values.Sum(static events => events.Count) < before + (Writers * 5))
        {
            await Task.Yield();
        }
    }

    private static async Task UntilDoneAsync(LuxeApi api, int newest)
    {
        RotationState state;
        do
        {
            state = await StateAsync(api);
            Assert.Equal(newest, state.Newest);
        }
        while (state.Left > 0);
    }

    private static async Task<RotationState> StateAsync(LuxeApi api) => (await api.GetAsync<RotationState>("api/keys/master", CancellationToken.None))!;

    private static async Task<JsonElement> JourneyAsync(LuxeApi api, string id) =>
        (await api.GetAsync<JsonElement>($"api/customers/{id}/journey", CancellationToken.None)).GetProperty("interactions");

    private static async Task SendAsync(LuxeApi api, string user)
    {
        await api.SendBatchAsync("v1/batch", [JsonSerializer.SerializeToUtf8Bytes(new { type = "identify", userId = user, messageId = user + "-1" })], CancellationToken.None);
        var id = await api.ResolveAsync("userId", user, CancellationToken.None);
        await api.PutAsync($"api/customers/{id}/consent", new { tier = "behaviour", noticeVersion = "v1", channel = "web" }, CancellationToken.None);
    }

    private static Task<int> RefuseAsync(KeptHouse house, string from) => house.TamperAsync(house.Data.Postgres is null
        ? $"CREATE TRIGGER halfway BEFORE UPDATE OF wrapped ON client_key WHEN NEW.customer >= '{from}' BEGIN SELECT RAISE(ABORT, 'half way'); END"
        : $"""
          CREATE FUNCTION halfway() RETURNS trigger AS $$ BEGIN IF NEW.customer >= '{from}' THEN RAISE EXCEPTION 'half way' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
          CREATE TRIGGER halfway BEFORE UPDATE ON client_key FOR EACH ROW EXECUTE FUNCTION halfway()
          """);

    private static Task<int> AllowAsync(KeptHouse house) => house.TamperAsync(house.Data.Postgres is null ? "DROP TRIGGER halfway" : "DROP TRIGGER halfway ON client_key");
}
