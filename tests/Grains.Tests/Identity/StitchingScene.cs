using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Identity;

/// <summary>What the tests of stitching share.</summary>
public abstract class StitchingScene(GrainsCluster cluster)
{
    protected static readonly Viewer Viewer = new("tests", ViewerRole.HeadOffice, "test");

    protected GrainsCluster Cluster => cluster;

    protected IIdentityResolver Resolver => cluster.Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);

    protected static IdentityToken User() => Of(IdentityKind.UserId);

    protected static IdentityToken Anonymous() => Of(IdentityKind.AnonymousId);

    protected static IdentityToken Mail() => Of(IdentityKind.Email);

    protected static IdentityToken Of(IdentityKind kind) => new(kind, kind switch
    {
        IdentityKind.Email => GrainsCluster.New("m") + "@example.com",
        IdentityKind.Phone => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+336{Random.Shared.Next(10_000_000, 99_999_999)}"),
        _ => GrainsCluster.New(kind.ToString()),
    });

    protected static Interaction View(string eventId) => new()
    {
        EventId = eventId,
        Kind = InteractionKind.ProductViewed,
        OccurredAt = Lives.Start,
        ReceivedAt = Lives.Start,
        Items = [new InteractionItem("p1")],
    };

    protected async Task<string> KnownAsync(ConsentTier tier, params IdentityToken[] tokens)
    {
        var id = await Resolver.Resolve([.. tokens]);
        await cluster.Customer(id).Decide(Lives.Decision(GrainsCluster.New("d"), tier, Lives.Start));
        return id;
    }

    protected async Task<string> StrangerAsync(ConsentTier tier, IdentityToken device, string eventId)
    {
        var id = await KnownAsync(tier, device);
        await cluster.Customer(id).Record([View(eventId)]);
        return id;
    }

    protected async Task<string[]> JourneyAsync(string customer) =>
        [.. (await cluster.Views(customer).GetJourney(Viewer, null, 100)).Interactions.Select(static step => step.EventId).Order(StringComparer.Ordinal)];

    protected IStandingGrain StandingOf(string customer) => cluster.Grains.GetGrain<IStandingGrain>(customer);

    protected IIdentityGrain Token(IdentityToken token) => cluster.Grains.GetGrain<IIdentityGrain>(cluster.Service<IdentityKeys>().KeyFor(token)!);

    protected Task<MergeCandidate?> CandidateAsync(string one, string other) =>
        cluster.Grains.GetGrain<IMergeCandidateGrain>(MergeCandidate.IdOf(one, other)).Get();
}
