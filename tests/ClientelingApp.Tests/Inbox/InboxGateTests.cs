using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Inbox;
using Luxe.ClientelingApp.Tests.House;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Tests.Inbox;

/// <summary>What a tablet shows of a client who decides otherwise while she is in the store. Real grains, real inbox.</summary>
[Collection(AppHouseCollection.Name)]
public sealed class InboxGateTests(AppHouse house) : IAsyncLifetime
{
    private const string Piece = "saddle-tote";
    private readonly string _associate = "a-" + Guid.NewGuid().ToString("N");
    private readonly string _store = "s-" + Guid.NewGuid().ToString("N");
    private readonly string _customer = "c_" + Guid.NewGuid().ToString("N");
    private int _decisions;

    public async Task InitializeAsync()
    {
        await house.Grains.GetGrain<IStoreGrain>(_store).Put(new StoreRecord(_store, "Rivoli", "Paris", "FR", "Europe/Paris", "EUR", TimeSpan.FromMinutes(10)));
        await house.Grains.GetGrain<IAssociateGrain>(_associate).Put(new AssociateRecord(_associate, "Camille", _store, ["fr"]));
        await house.Grains.GetGrain<IStoreGrain>(_store).SetShift(_associate, true);
        await Decide(ConsentTier.Behaviour, Purposes.InStoreRecognition);
        await Customer.Record([.. Enumerable.Range(1, 3).Select(i => new Interaction
        {
            EventId = $"view-{i}",
            Kind = InteractionKind.ProductViewed,
            OccurredAt = DateTimeOffset.UtcNow.AddHours(-i),
            ReceivedAt = DateTimeOffset.UtcNow,
            Items = [new InteractionItem(Piece)],
        })]);
        await house.Grains.GetGrain<IStoreGrain>(_store).Arrive(_customer, new Visit("arrival", _store, "qr", DateTimeOffset.UtcNow));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Start_BeforeAnyNewDecision_ShowsWhatSheConsidered()
    {
        await using var feed = Open();
        Assert.True(Tells(Assert.Single((await feed.Start()).Snapshot.Open).Item!));
    }

    [Fact]
    public async Task Start_AfterADowngrade_ShowsNothingOfTheHigherTier()
    {
        await Decide(ConsentTier.Category, Purposes.InStoreRecognition);
        await using var feed = Open();
        var item = Assert.Single((await feed.Start()).Snapshot.Open).Item!;
        Assert.Equal(ConsentTier.Category, item.Brief!.Tier);
        Assert.False(Tells(item));
    }

    [Fact]
    public async Task Start_AfterRecognitionWasWithdrawn_ShowsNothing()
    {
        await Decide(ConsentTier.Behaviour, Purposes.None);
        await using var feed = Open();
        Assert.Empty((await feed.Start()).Snapshot.Open);
    }

    private ICustomerGrain Customer => house.Grains.GetGrain<ICustomerGrain>(_customer);

    private static bool Tells(InboxItem item) =>
        item.Brief!.Pieces.Contains(Piece) || item.Brief.Prompts.Any(p => p.Products.Contains(Piece)) || item.Brief.Notes.Any(n => n.Contains(Piece, StringComparison.Ordinal));

    private Task Decide(ConsentTier tier, Purposes purposes) =>
        Customer.Decide(new ConsentDecision($"decision-{++_decisions}", tier, purposes, "2026-11", "en", "store", "client", DateTimeOffset.UtcNow));

    private InboxFeed Open() =>
        house.Services.GetRequiredService<InboxFeeds>().Open(new Staff(_associate, "Camille", ViewerRole.Associate, _store), new RecordingTablet());
}
