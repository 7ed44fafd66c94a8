using System.CommandLine;
using System.Globalization;
using Luxe.Cli.Backups;
using Luxe.Cli.Http;
using Luxe.Cli.Imports;
using Luxe.Silo.Hosting;
using Luxe.Silo.Keys;
using Luxe.Storage;

namespace Luxe.Cli.Keys;

/// <summary><c>luxe keys status|rotate|export|import|seal</c></summary>
internal static class KeyVerbs
{
    public static Command[] Build() =>
        [new Command("keys", "The keys under which what is personal is sealed: a master key of the house, and under it one of each client's own.") { Status(), Rotate(), Export(), Import(), Seal() }];

    private static Command Status()
    {
        var (url, adminKey) = (Verb.Url(), Verb.AdminKey());
        var command = new Command("status", "Say which master key wraps, and how many clients' keys are under it and under others.") { url, adminKey };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = Api(parsed.GetValue(url)!, parsed.GetValue(adminKey)!);
                return Tell(await api.GetAsync<RotationState>("api/keys/master", cancellation));
            },
            cancellation));
        return command;
    }

    private static Command Rotate()
    {
        var (url, adminKey) = (Verb.Url(), Verb.AdminKey());
        var command = new Command(
            "rotate",
            "Take a new master key while Luxe serves: a new line in keys/master.keys, and every client's key wrapped anew beside all else. The former line stays in the file: it opens older backups.")
        {
            url, adminKey,
        };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = Api(parsed.GetValue(url)!, parsed.GetValue(adminKey)!);
                await api.PostAsync("api/keys/master/rotate", null, cancellation);
                return Tell(await api.GetAsync<RotationState>("api/keys/master", cancellation));
            },
            cancellation));
        return command;
    }

    private static Command Export()
    {
        var file = new Argument<string>("FILE") { Description = "The new file; must not exist." };
        var (data, postgres) = (HouseOptions.Data(), HouseOptions.Postgres());
        var command = new Command("export", "Write the clients' keys (wrapped) into a file, the house running or not: for backups that hold none. Who is erased afterwards is not erased from the file: keep it short.") { file, data, postgres };
        command.SetAction((parsed, cancellation) => HouseOptions.RunAsync(
            _ => new HouseKeys(HouseOptions.House(parsed, data, postgres)).ExportAsync(HouseOptions.Named(parsed.GetValue(file)!), cancellation),
            count => Say(string.Create(CultureInfo.InvariantCulture, $"{count:N0} keys; without the master key they open nothing.")),
            cancellation));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "What export wrote." };
        var (data, postgres) = (HouseOptions.Data(), HouseOptions.Postgres());
        var command = new Command("import", "Bring clients' keys back where they are missing, for clients who have a journal here. Luxe must be stopped.") { file, data, postgres };
        command.SetAction((parsed, cancellation) => HouseOptions.RunAsync(
            async _ =>
            {
                var house = HouseOptions.House(parsed, data, postgres);
                await HouseInUse.RefuseAsync(house, cancellation, "stop it first");
                return await new HouseKeys(house).ImportAsync(HouseOptions.Named(parsed.GetValue(file)!), cancellation);
            },
            done => Say(string.Create(CultureInfo.InvariantCulture, $"{done.Brought:N0} keys brought back; of {done.Locked:N0} clients the key is still not here.")),
            cancellation));
        return command;
    }

    private static Command Seal()
    {
        var (data, postgres) = (HouseOptions.Data(), HouseOptions.Postgres());
        var command = new Command("seal", "Seal what an older Luxe wrote in the clear: journal rows, inbox items, dead letters, snapshots. Luxe must be stopped; cut off, the next one goes on. Ends with 1 when something stays in the clear.") { data, postgres };
        command.SetAction((parsed, cancellation) => HouseOptions.RunAsync(
            async progress =>
            {
                var house = HouseOptions.House(parsed, data, postgres);
                if (!house.Exists)
                {
                    throw new InvalidDataException($"{house.Folder} holds no luxe.db: there is no house.");
                }

                var options = new LuxeHostOptions { DataDirectory = house.Folder, Postgres = house.Postgres };
                HouseSealer.Ask(options);
                await HouseInUse.RefuseAsync(house, cancellation, "stop it first");
                return await HouseSealer.RunAsync(options, progress, cancellation);
            },
            done => Tell(done),
            cancellation));
        return command;
    }

    private static int Tell(SweepOutcome done)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"Sealed: {done.Rows:N0} journal rows, {done.Items:N0} inbox items, {done.Letters:N0} dead letters, {done.Snapshots:N0} snapshots."));
        if (done.Left == 0)
        {
            return Say("Nothing personal stands in the clear any more. Backups from before still do: destroy them when you can. PostgreSQL lets go of the former bytes with VACUUM FULL.");
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"luxe: {done.Left:N0} rows stay in the clear: their client's key is not here, or they are damaged. luxe verify names them."));
        return 1;
    }

    private static int Tell(RotationState? state) => Say(state is null ? "Luxe said nothing."
        : string.Create(CultureInfo.InvariantCulture, $"Master key {state.Newest}: {state.Done:N0} clients' keys are under it, {state.Left:N0} under others."));

    private static int Say(string line)
    {
        Console.WriteLine(line);
        return 0;
    }

    private static LuxeApi Api(Uri url, string adminKey) => new(new LuxeServer(url, "", adminKey), TimeProvider.System, TimeSpan.FromSeconds(5));
}
