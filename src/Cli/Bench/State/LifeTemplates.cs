using System.Collections.Immutable;
using System.Text;
using Luxe.Contracts.Customers;
using Luxe.Storage;

namespace Luxe.Cli.Bench.State;

/// <summary>
/// Lives as the grains write them, to be given to any number of clients: rows and ledger entries of a few hundred clients who lived through
/// their grains, with the client's id changed where a payload names it.
/// </summary>
internal sealed class LifeTemplates
{
    private const int Count = 400;
    private readonly List<Template> _lives = [];

    /// <summary>Lets them live in a house of their own.</summary>
    public static async Task<LifeTemplates> MakeAsync(BenchPlace place, int events, TimeProvider time, CancellationToken cancellation)
    {
        var database = await place.NewAsync("templates", cancellation);
        var templates = new LifeTemplates();
        await using (var house = await StateHouse.StartAsync(database, null, cancellation))
        {
            await BenchClients.EnrolAsync(house.Grains, Count, time, cancellation);
            await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellation }, async (number, _) =>
                await house.Grains.GetGrain<ICustomerGrain>(BenchClients.Id(number)).Record([.. BenchClients.Life(number, events, time.GetUtcNow(), BenchClients.Live)]));
            for (var number = 0; number < Count; number++)
            {
                templates._lives.Add(await ReadAsync(house, BenchClients.Id(number), cancellation));
            }
        }

        await place.DropAsync(database, cancellation);
        return templates;
    }

    /// <summary>The life of a client, as one append.</summary>
    public JournalAppend For(int client)
    {
        var template = _lives[client % Count];
        var id = BenchClients.Id(client);
        return new JournalAppend
        {
            Customer = id,
            ExpectedSeq = 0,
            Rows = template.IsNamed.Any(static named => named) ? [.. template.Rows.Select((row, place) => template.IsNamed[place] ? Rename(row, template.Id, id) : row)] : template.Rows,
            Ledger = [.. template.Ledger.Select(entry => entry with { Customer = id })],
        };
    }

    private static async Task<Template> ReadAsync(StateHouse house, string id, CancellationToken cancellation)
    {
        var rows = await house.Services.GetRequiredService<IJournal>().ReadAsync(id, 0, cancellationToken: cancellation).ToListAsync(cancellation);
        var ledger = await house.Services.GetRequiredService<ILedger>().ReadAsync(id, cancellationToken: cancellation).ToListAsync(cancellation);
        var name = Encoding.UTF8.GetBytes(id);
        return new Template(id, [.. rows], [.. rows.Select(row => row.Payload.Span.IndexOf(name) >= 0)], [.. ledger]);
    }

    // Ids are of one length, so a payload keeps its own.
    private static JournalRow Rename(JournalRow row, string from, string to) => row with
    {
        Payload = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row.Payload.Span).Replace(from, to, StringComparison.Ordinal)),
    };

    private sealed record Template(string Id, ImmutableArray<JournalRow> Rows, ImmutableArray<bool> IsNamed, ImmutableArray<LedgerRow> Ledger);
}
