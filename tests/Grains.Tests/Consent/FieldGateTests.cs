using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Consent;

/// <summary>Gate 1 looks at the fields too: whatever a source sends along with a kind, only what the kind's tier holds is stored.</summary>
public sealed class FieldGateTests
{
    public static TheoryData<InteractionKind> Kinds => [.. Enum.GetValues<InteractionKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Record_BehaviourSentAlong_IsStoredOnlyWithKindsOfThatTier(InteractionKind kind)
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        var sent = Interactions.Of(kind, "e1", "p1", Lives.Start) with
        {
            Query = "cognac tote",
            Topic = "The making of a bag",
            Dwell = TimeSpan.FromSeconds(40),
            DeviceId = "phone-1",
            Name = "the source's name",
            StoreId = "s1",
        };

        var change = client.Record([sent], Lives.Start);

        var stored = change.Events.OfType<InteractionRecorded>().Single().Interaction;
        var row = System.Text.Encoding.UTF8.GetString(client.Rows[1].Payload.Span);
        var mayHold = ConsentGate.TierOf(kind) >= ConsentTier.Behaviour;
        Assert.Equal(mayHold ? ("cognac tote", "The making of a bag", TimeSpan.FromSeconds(40), "phone-1") : (null, null, (TimeSpan?)null, null), (stored.Query, stored.Topic, stored.Dwell, stored.DeviceId));
        Assert.Equal(mayHold, row.Contains("cognac tote", StringComparison.Ordinal) || row.Contains("phone-1", StringComparison.Ordinal));
        Assert.Equal(("the source's name", "s1"), (stored.Name, stored.StoreId));
    }
}
