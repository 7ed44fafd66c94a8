using System.Globalization;
using Luxe.Contracts.Rights;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Rights;

/// <summary>Clients' requests: rows and nothing in memory.</summary>
[StatelessWorker]
internal sealed class RightsDesk(IRequests requests, TimeProvider time) : Grain, IRightsDesk
{
    private const int LargestPage = 500;

    public async Task<RightsRequest> Ask(NewRequest request)
    {
        var now = time.Now();
        return Read(await requests.AddAsync(new RequestRow(
            request.Id, Word(request.Kind), request.CustomerId, Word(RequestState.Open), now, DueAt(now), null, request.Channel, request.Actor, null)));
    }

    public async Task<RequestPage> List(RequestState? state, string? after, int limit)
    {
        var size = Math.Clamp(limit, 1, LargestPage);
        var rows = await requests.ListAsync(state is { } wanted ? Word(wanted) : null, size, after is null ? null : Parse(after));
        return new RequestPage([.. rows.Select(Read)], rows.Length < size ? null : $"{Instant.ToMicros(rows[^1].DueAt).ToString(CultureInfo.InvariantCulture)}|{rows[^1].Id}");
    }

    public async Task<RightsRequest?> Settle(string id, RequestState state, string actor, string? note) =>
        await requests.SettleAsync(id, Word(state), actor, note, time.Now()) ? await Get(id) : null;

    public async Task<RightsRequest?> Get(string id) => await requests.FindAsync(id) is { } row ? Read(row) : null;

    /// <summary>One month; of a day that the next month lacks, its last one.</summary>
    internal static DateTimeOffset DueAt(DateTimeOffset asked) => asked.AddMonths(1);

    /// <summary>As rows hold it: the officer's queries look for these words.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static RightsRequest Read(RequestRow row) => new(
        row.Id, Enum.Parse<RequestKind>(row.Kind, ignoreCase: true), row.Client, Enum.Parse<RequestState>(row.State, ignoreCase: true), row.AskedAt, row.DueAt, row.DoneAt, row.Channel, row.Actor, row.Note);

    private static RequestRow Parse(string cursor)
    {
        var between = cursor.IndexOf('|', StringComparison.Ordinal);
        return between > 0 && long.TryParse(cursor.AsSpan(0, between), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros)
            ? new RequestRow(cursor[(between + 1)..], "", "", "", default, Instant.FromMicros(micros), null, "", "", null)
            : throw new ArgumentException("The cursor is none of this list.", nameof(cursor));
    }
}
