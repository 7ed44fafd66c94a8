using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Rights;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>A request, and what its erasure did if one was ordered from it.</summary>
public sealed record RequestView(RightsRequest Request, ErasureReceipt? Receipt);

/// <summary>Where the privacy officer answers what clients ask. Each act names her; none of them can be done twice.</summary>
public sealed class RequestDesk(IGrainFactory grains, IExportWriter exports, TimeProvider time)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 100;

    private const string Purpose = "request";
    private const string OrderNote = "order ";

    /// <summary>The clock by which days are counted (UTC).</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    private IRightsDesk Desk => grains.GetGrain<IRightsDesk>(IRightsDesk.Key);

    /// <summary>Requests in a state, those due first in front.</summary>
    public Task<RequestPage> List(Staff staff, RequestState state, string? after = null) => Desk.List(staff.For("office"), state, after, PageSize);

    /// <summary>One request, or null.</summary>
    public async Task<RequestView?> Find(Staff staff, string id)
    {
        if (await Desk.Get(staff.For(Purpose), id) is not { } request)
        {
            return null;
        }

        // From her erasure on nobody is shown her id, though the row is re-keyed a moment later.
        var receipt = request.Kind == RequestKind.Erasure ? await Order(request).GetReceipt() : null;
        return new RequestView(receipt is null ? request : request with { Client = receipt.Pseudonym }, receipt);
    }

    /// <summary>Takes a client's request down, which she made on a day (UTC).</summary>
    /// <param name="staff">Who writes.</param>
    /// <param name="id">Idempotency key: the form's own.</param>
    /// <param name="kind">What she asks for.</param>
    /// <param name="customerId">Whose it is.</param>
    /// <param name="channel">Where she asked.</param>
    /// <param name="asked">On which day; a day to come is today.</param>
    public Task<RightsRequest> Write(Staff staff, string id, RequestKind kind, string customerId, string channel, DateOnly asked)
    {
        var day = new DateTimeOffset(asked.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return Desk.Ask(new NewRequest(id, kind, customerId, channel, staff.Id, day.UtcDateTime.Date == Now.UtcDateTime.Date ? null : day));
    }

    /// <summary>Notes something on it. Null: there is none.</summary>
    public Task<RightsRequest?> Note(string id, string note) => Desk.Note(id, note);

    /// <summary>Says that it was answered, or why it is refused. Null: there is none.</summary>
    public Task<RightsRequest?> Settle(Staff staff, string id, RequestState outcome, string? note) => Desk.Settle(id, outcome, staff.Id, note);

    /// <summary>Everything that is held of whoever asked, as a zip that is written to a stream; null when there is nothing, or no such request.</summary>
    public async Task<Func<Stream, CancellationToken, Task>?> Copy(Staff staff, string id) =>
        await Desk.Get(staff.For(Purpose), id) is { State: RequestState.Open } request ? await exports.OpenAsync(request.Client, staff.For("export")) : null;

    /// <summary>Erases whoever asked for it, and settles the request. The request is the order: twice is once. Null: nobody has her id, or she did not ask for this.</summary>
    public async Task<ErasureReceipt?> Erase(Staff staff, string id)
    {
        if (await Desk.Get(staff.For(Purpose), id) is not { State: RequestState.Open, Kind: RequestKind.Erasure } request
            || await Order(request).Order(new ErasureRequest(request.Client, staff.Id, request.Channel)) is not { } receipt)
        {
            return null;
        }

        await Desk.Settle(id, RequestState.Done, staff.Id, (request.Note is { } note ? note + "; " : null) + OrderNote + receipt.OrderId);
        return receipt;
    }

    /// <summary>The order that was made from it, or the one by which she was erased otherwise, which the erasure notes at the end of what was noted before.</summary>
    private IErasure Order(RightsRequest request) => grains.GetGrain<IErasure>(
        request is { State: RequestState.Done, Note: { } note } && note.LastIndexOf(OrderNote, StringComparison.Ordinal) is >= 0 and var at ? note[(at + OrderNote.Length)..] : $"for-{request.Id}");
}
