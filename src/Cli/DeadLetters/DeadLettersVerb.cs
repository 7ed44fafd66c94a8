using System.CommandLine;
using System.Globalization;
using Luxe.Cli.Http;
using Spectre.Console;

namespace Luxe.Cli.DeadLetters;

/// <summary><c>luxe deadletters list|replay</c></summary>
internal static class DeadLettersVerb
{
    private const int Page = 500;

    public static Command Build() => new("deadletters", "Events that could not be taken.") { List(), Replay() };

    private static Command List()
    {
        var (url, adminKey) = (Verb.Url(), Verb.AdminKey());
        var all = new Option<bool>("--all") { Description = "Also those that were replayed." };
        var limit = Verb.Whole("--limit", "How many at most", 100, 1, 1_000_000);
        var command = new Command("list", "List them, oldest first, without what was sent (that may be personal).") { url, adminKey, all, limit };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = Api(parsed.GetValue(url)!, parsed.GetValue(adminKey)!);
                var table = new Table().Border(TableBorder.Simple).AddColumns("id", "received", "source", "field", "reason", "replayed");
                var count = 0;
                await foreach (var letter in ReadAsync(api, parsed.GetValue(all), cancellation).Take(parsed.GetValue(limit)))
                {
                    count++;
                    table.AddRow(
                        letter.Id.ToString(CultureInfo.InvariantCulture), letter.ReceivedAt.ToString("u", CultureInfo.InvariantCulture), Markup.Escape(letter.Source),
                        Markup.Escape(letter.Field ?? ""), Markup.Escape(letter.Reason), letter.ReplayedAt?.ToString("u", CultureInfo.InvariantCulture) ?? "");
                }

                if (count == 0)
                {
                    Console.WriteLine("No dead letters.");
                }
                else
                {
                    AnsiConsole.Write(table);
                }

                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Replay()
    {
        var (url, adminKey) = (Verb.Url(), Verb.AdminKey());
        var ids = new Argument<long[]>("ID") { Description = "Which; all that wait when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("replay", "Try them again. Ends with 1 when one still cannot be taken.") { ids, url, adminKey };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = Api(parsed.GetValue(url)!, parsed.GetValue(adminKey)!);
                var named = parsed.GetValue(ids) ?? [];
                var wanted = named.Length > 0 ? [.. named] : await ReadAsync(api, false, cancellation).Select(letter => letter.Id).ToListAsync(cancellation);
                var refused = 0;
                foreach (var id in wanted)
                {
                    try
                    {
                        await api.PostAsync($"api/deadletters/{id}/replay", null, cancellation);
                        Console.WriteLine($"{id}: taken");
                    }
                    catch (LuxeApiException fault) when (fault.Status is System.Net.HttpStatusCode.BadRequest or System.Net.HttpStatusCode.NotFound)
                    {
                        refused++;
                        Console.WriteLine($"{id}: {fault.Message}");
                    }
                }

                Console.WriteLine($"{wanted.Count - refused} taken, {refused} refused");
                return refused == 0 ? 0 : 1;
            },
            cancellation));
        return command;
    }

    private static async IAsyncEnumerable<Letter> ReadAsync(LuxeApi api, bool all, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long? after = 0; after is not null;)
        {
            var page = await api.GetAsync<LetterPage>($"api/deadletters?after={after}&limit={Page}&includeReplayed={(all ? "true" : "false")}", cancellation);
            foreach (var letter in page?.DeadLetters ?? [])
            {
                yield return letter;
            }

            after = page?.Next;
        }
    }

    private static LuxeApi Api(Uri url, string adminKey) => new(new LuxeServer(url, "", adminKey), TimeProvider.System, TimeSpan.FromSeconds(5));

    private sealed record Letter(long Id, string Source, DateTimeOffset ReceivedAt, string? Field, string Reason, DateTimeOffset? ReplayedAt);

    private sealed record LetterPage(IReadOnlyList<Letter> DeadLetters, long? Next);
}
