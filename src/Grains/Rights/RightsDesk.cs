using System.Globalization;
using Luxe.Contracts.Access;
using Luxe.Contracts.Rights;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Rights;

/// <summary>Clients' requests: rows and nothing in memory. Each look is logged before it is answered.</summary>
[StatelessWorker]
internal sealed class RightsDesk(IRequests requests, IAccessLog log, TimeProvider time) : Grain, IRightsDesk
{
    private const int LargestPage = 500;

    public async Task<RightsRequest> Ask(NewRequest request)
    {
        // A letter that lay on a desk has been waiting since it came.
        var now = time.Now();
        var asked = request.AskedAt is { } before && before < now ? before : now;
        return Read(await requests.AddAsync(new RequestRow(
            request.Id, Word(request.Kind), request.CustomerId, Word(RequestState.Open), asked, DueAt(asked), null, request.Channel, request.Actor, null)));
    }

    public async Task<RequestPage> List(Viewer viewer, RequestState? state, string? after, int limit)
    {
        await Log(viewer, "requests", null);
        var size = Math.Clamp(limit, 1, LargestPage);
        var rows = await requests.ListAsync(state is { } wanted ? Word(wanted) : null, size, after is null ? null : Parse(after));
        return new RequestPage([.. rows.Select(Read)], rows.Length < size ? null : $"{Instant.ToMicros(rows[^1].DueAt).ToString(CultureInfo.InvariantCulture)}|{rows[^1].Id}");
    }

    public async Task<RightsRequest?> Settle(string id, RequestState state, string actor, string? note)
    {
        await requests.SettleAsync(id, Word(RequestState.Open), Word(state), actor, note, time.Now());
        return await Find(id);
    }

    public async Task<RightsRequest?> Note(string id, string note)
    {
        await requests.NoteAsync(id, Word(RequestState.Open), note);
        return await Find(id);
    }

    public async Task<RightsRequest?> Get(Viewer viewer, string id)
    {
        var found = await Find(id);
        await Log(viewer, "request", found?.Client);
        return found;
    }

    private async Task<RightsRequest?> Find(string id) => await requests.FindAsync(id) is { } row ? Read(row) : null;

    private Task Log(Viewer viewer, string what, string? client) =>
        log.AppendAsync([new AccessEntry(viewer.Id, viewer.Role.ToString(), client, viewer.Purpose, what, time.Now())]);

    /// <summary>One month; of a day that the next month lacks, its last one.</summary>
    internal static DateTimeOffset DueAt(DateTimeOffset asked) => asked.AddMonths(1);

    /// <summary>As rows hold it.</summary>
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
