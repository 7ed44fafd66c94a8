using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Merges;

/// <summary>What the tests of merges through the grains share.</summary>
public abstract class MergeScene(GrainsCluster cluster)
{
    protected GrainsCluster Cluster => cluster;

    protected static readonly Viewer HeadOffice = new("ho-1", ViewerRole.HeadOffice, "duplicates");

    protected static readonly Viewer Officer = new("po-1", ViewerRole.PrivacyOfficer, "duplicates");

    protected static DateTimeOffset Now => DateTimeOffset.UtcNow;

    protected async Task<(string A, string B)> Two(ConsentTier a = ConsentTier.Category, ConsentTier b = ConsentTier.Category) => (await cluster.Client(a), await cluster.Client(b));

    protected async Task<MergeOutcome> Absorb(string survivor, string absorbed, string mergeId)
    {
        var outcome = await cluster.Merges(survivor).Absorb(new MergeOrder(mergeId, absorbed, "ho-1", "same-card", Now));
        await cluster.Merges(absorbed).CatchUp();
        return outcome;
    }

    protected async Task Undo(string survivor, string absorbed, string mergeId)
    {
        Assert.Equal(UndoResult.Done, (await cluster.Merges(survivor).Undo(mergeId, "ho-1")).Result);
        await cluster.Merges(absorbed).CatchUp();
    }

    protected async Task<IEnumerable<string>> Journey(string id) =>
        (await cluster.Views(id).GetJourney(HeadOffice, null, 100)).Interactions.Select(static step => step.EventId).Order(StringComparer.Ordinal);

    protected async Task<List<JournalRow>> Rows(string id)
    {
        var rows = new List<JournalRow>();
        await foreach (var row in cluster.Service<IJournal>().ReadAsync(id, 0))
        {
            rows.Add(row);
        }

        return rows;
    }

    protected async Task<IEnumerable<string>> Watchers(string product) => (await cluster.Grains.GetGrain<IProductGrain>(product).SetStock(GrainsCluster.New("s"), 1)).Watchers;

    protected static Interaction Order(string eventId, decimal value, DateTimeOffset at) =>
        Interactions.Of(InteractionKind.OrderCompleted, eventId, "p9", at) with { Value = value, Currency = "EUR" };

    protected static Interaction Said(string eventId, Traits traits, DateTimeOffset at) =>
        Interactions.Of(InteractionKind.Identified, eventId, null, at) with { Traits = traits };
}
