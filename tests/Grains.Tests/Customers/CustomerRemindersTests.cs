using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Tests.Customers;

public sealed class CustomerRemindersTests
{
    private static readonly DateTimeOffset Noon = Lives.Start;

    [Fact]
    public void CartDue_ATouchedCart_IsFourHoursLaterAndOverWhenSaid()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        Assert.Null(CustomerReminders.CartDue(client.State, Noon));
        client.Record([Interactions.Of(InteractionKind.CartAdded, "e1", "p1", Noon)], Noon);

        Assert.Equal(Noon.AddHours(4), CustomerReminders.CartDue(client.State, Noon));
        Assert.Null(CustomerReminders.CartDue(client.State, Noon.AddHours(4)));
        client.Record([Interactions.Of(InteractionKind.CartRemoved, "e2", "p1", Noon.AddHours(1))], Noon.AddHours(1));
        Assert.Null(CustomerReminders.CartDue(client.State, Noon.AddHours(1)));
    }

    [Fact]
    public void MilestoneDue_SeveralDates_IsThreeDaysBeforeTheNextAndNeverToday()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        var traits = new Traits { Birthday = new DateOnly(1990, 3, 10), Dates = [new ImportantDate("anniversary", new DateOnly(2015, 11, 20))] };
        client.Record([Interactions.Of(InteractionKind.Identified, "e1", null, Noon) with { Traits = traits }], Noon);

        Assert.Equal(new DateTimeOffset(2026, 11, 17, 0, 0, 0, TimeSpan.Zero), CustomerReminders.MilestoneDue(client.State, Noon));
        Assert.Equal(new DateTimeOffset(2027, 3, 7, 0, 0, 0, TimeSpan.Zero), CustomerReminders.MilestoneDue(client.State, new DateTimeOffset(2026, 11, 17, 8, 0, 0, TimeSpan.Zero)));
        client.Decide(ConsentTier.None, Noon);
        Assert.Null(CustomerReminders.MilestoneDue(client.State, Noon));
    }
}
