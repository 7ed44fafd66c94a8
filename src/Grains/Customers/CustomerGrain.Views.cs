using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Products;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>Gate 3: reads, each cut by role and tier and written to the access log before it is answered.</summary>
internal sealed partial class CustomerGrain
{
    private const int LargestPage = 500;

    public Task<ConsentView> GetConsent() => Shown(static state => Task.FromResult(state.Consent), heir => heir.GetConsent(CustomerId));

    public Task<CustomerProfile?> GetProfile(Viewer viewer) => Shown(state => Profile(state, viewer), heir => heir.GetProfile(CustomerId, viewer));

    public Task<ClientBrief?> GetBrief(Viewer viewer) => Shown(state => Brief(state, viewer), heir => heir.GetBrief(CustomerId, viewer));

    public Task<JourneyPage> GetJourney(Viewer viewer, string? after, int limit) =>
        Shown(state => Journey(state, viewer, after, limit), heir => heir.GetJourney(CustomerId, viewer, after, limit));

    public Task<LedgerView> GetLedger(Viewer viewer) => Shown(state => Ledger(state, viewer), heir => heir.GetLedger(CustomerId, viewer));

    private async Task<CustomerProfile?> Profile(CustomerState state, Viewer viewer)
    {
        await Log(viewer, "profile");
        return CustomerCut.Profile(CustomerId, state, viewer.Role, _time.Now());
    }

    private async Task<ClientBrief?> Brief(CustomerState state, Viewer viewer)
    {
        await Log(viewer, "brief");
        return await Brief(state);
    }

    private async Task<JourneyPage> Journey(CustomerState state, Viewer viewer, string? after, int limit)
    {
        await Log(viewer, "journey");
        if (!CustomerCut.SeesJourney(state.Consent, viewer.Role))
        {
            return new JourneyPage([], null);
        }

        var size = Math.Clamp(limit, 1, LargestPage);
        var rows = await _journal.ReadJourneyAsync(CustomerId, InteractionRecorded.Kind, JourneyCursor.Parse(after), size);
        var steps = rows
            .Select(CustomerRows.FromRow)
            .Where(entry => entry.Event is InteractionRecorded step && Shows(state, entry.Seq, step.Interaction.Kind))
            .Select(entry => CustomerCut.Step(AsShown(state, entry.Seq, ((InteractionRecorded)entry.Event!).Interaction), viewer.Role));
        return new JourneyPage([.. steps], rows.Length < size ? null : JourneyCursor.After(rows[^1]));
    }

    internal static bool Shows(CustomerState state, long seq, InteractionKind kind) =>
        state.Consent.Reaches(ConsentGate.TierOf(kind)) && (ConsentGate.ClosedBy(state.Consent) & ConsentGate.UseOf(kind)) == DataUses.None && !state.Hides(seq, kind);

    /// <summary>A stored interaction as it may be shown: without the fields that rest on what she withholds.</summary>
    internal static Interaction AsShown(CustomerState state, long seq, Interaction interaction) => ConsentGate.Cut(interaction, state.WithheldAt(seq));

    private async Task<LedgerView> Ledger(CustomerState state, Viewer viewer)
    {
        await Log(viewer, "ledger");
        if (!CustomerCut.SeesLedger(viewer.Role))
        {
            return LedgerView.Empty;
        }

        var rows = new List<LedgerRow>();
        await foreach (var row in _ledger.ReadAsync(LastingId(state)))
        {
            rows.Add(row);
        }

        return new LedgerView([.. rows.Select(ConsentLedger.Read)], ConsentLedger.FirstBreak(rows, state.Ledger));
    }

    private async Task<ClientBrief?> Brief(CustomerState state)
    {
        var cut = ClientCut.Of(state, _time.Now());
        var titles = await ProductTitles.Find(GrainFactory, ClientBriefs.Pieces(cut), _log);
        return ClientBriefs.Compose(CustomerId, cut, titles) is { } brief ? Asking(brief, cut.Consent) : null;
    }

    /// <summary>With what to ask her of a newer notice, unless she wants to be left alone.</summary>
    private ClientBrief Asking(ClientBrief brief, ConsentView consent) =>
        !consent.LeaveMeAlone && _tools.Policies.Asks(consent) is { IsEmpty: false } asks ? brief with { Asks = asks } : brief;

    private Task Log(Viewer viewer, string what) =>
        _accessLog.AppendAsync([new AccessEntry(viewer.Id, viewer.Role.ToString(), LastingId(_life.State), viewer.Purpose, what, _time.Now())]);
}
