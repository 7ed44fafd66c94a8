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

    public Task<ConsentView> GetConsent() => Task.FromResult(_life.State.Consent);

    public async Task<CustomerProfile?> GetProfile(Viewer viewer)
    {
        await Log(viewer, "profile");
        return CustomerCut.Profile(CustomerId, _life.State, viewer.Role, _time.Now());
    }

    public async Task<ClientBrief?> GetBrief(Viewer viewer)
    {
        await Log(viewer, "brief");
        return await Brief();
    }

    public async Task<JourneyPage> GetJourney(Viewer viewer, string? after, int limit)
    {
        await Log(viewer, "journey");
        var size = Math.Clamp(limit, 1, LargestPage);
        var rows = await _journal.ReadJourneyAsync(CustomerId, InteractionRecorded.Kind, JourneyCursor.Parse(after), size);
        var steps = rows
            .Select(static row => CustomerRows.FromRow(row).Event)
            .OfType<InteractionRecorded>()
            .Where(step => _life.State.Consent.Reaches(ConsentGate.TierOf(step.Interaction.Kind)))
            .Select(step => CustomerCut.Step(step.Interaction, viewer.Role));
        return new JourneyPage([.. steps], rows.Length < size ? null : JourneyCursor.After(rows[^1]));
    }

    public async Task<LedgerView> GetLedger(Viewer viewer)
    {
        await Log(viewer, "ledger");
        if (!CustomerCut.SeesLedger(viewer.Role))
        {
            return LedgerView.Empty;
        }

        var rows = new List<LedgerRow>();
        var head = _life.State.Ledger;
        await foreach (var row in _ledger.ReadAsync(CustomerId))
        {
            rows.Add(row);
        }

        return new LedgerView([.. rows.Select(ConsentLedger.Read)], ConsentLedger.FirstBreak(rows, head));
    }

    private async Task<ClientBrief?> Brief()
    {
        var cut = ClientCut.Of(_life.State, _time.Now());
        var titles = await ProductTitles.Find(GrainFactory, ClientBriefs.Pieces(cut), _log);
        return ClientBriefs.Compose(CustomerId, cut, _life.State.Prompts, titles);
    }

    private Task Log(Viewer viewer, string what) =>
        _accessLog.AppendAsync([new AccessEntry(viewer.Id, viewer.Role.ToString(), CustomerId, viewer.Purpose, what, _time.Now())]);
}
