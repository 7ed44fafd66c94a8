using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;

namespace Luxe.Grains.Tallies;

/// <summary>
/// How often she did what in a month, as far as one tier knows: visits and services are Category, all else is Behaviour. Counts end at
/// 65,535 a period.
/// </summary>
internal readonly record struct ActivityPeriod : IPeriod<ActivityPeriod>
{
    public int Month { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ushort Views { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ushort Searches { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ushort Carts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ushort Wishes { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ushort Reads { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ushort Mails { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ushort Visits { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ushort Services { get; init; }

    /// <summary>How long she stayed on pages, together.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public uint DwellSeconds { get; init; }

    /// <summary>What one interaction adds; null for those that no column counts.</summary>
    public static ActivityPeriod? Of(Interaction interaction)
    {
        var one = new ActivityPeriod
        {
            Month = Months.Of(interaction.OccurredAt),
            DwellSeconds = (uint)Math.Clamp(interaction.Dwell.GetValueOrDefault().TotalSeconds, 0, 86_400),
        };
        return interaction.Kind switch
        {
            InteractionKind.ProductViewed or InteractionKind.ProductListViewed or InteractionKind.ProductClicked => one with { Views = 1 },
            InteractionKind.Searched => one with { Searches = 1 },
            InteractionKind.CartAdded or InteractionKind.CheckoutStarted => one with { Carts = 1 },
            InteractionKind.WishAdded => one with { Wishes = 1 },
            InteractionKind.ContentViewed => one with { Reads = 1 },
            InteractionKind.EmailOpened or InteractionKind.EmailClicked => one with { Mails = 1 },
            InteractionKind.Arrived => one with { Visits = 1 },
            InteractionKind.RepairReady or InteractionKind.AppointmentBooked => one with { Services = 1 },

            // The rest is counted elsewhere (orders) or says little by its number.
            _ => null,
        };
    }

    /// <summary>Whether nothing was counted.</summary>
    [JsonIgnore]
    public bool IsEmpty => this == new ActivityPeriod { Month = Month };

    /// <summary>Without the columns that rest on these uses. How long she stayed is of all of Behaviour together.</summary>
    public ActivityPeriod Without(DataUses uses) => new()
    {
        Month = Month,
        Views = Left(Views, uses & DataUses.ProductViews),
        Searches = Left(Searches, uses & DataUses.Searches),
        Carts = Left(Carts, uses & DataUses.CartActivity),
        Wishes = Left(Wishes, uses & DataUses.CartActivity),
        Reads = Left(Reads, uses & DataUses.ContentEngagement),
        Mails = Left(Mails, uses & DataUses.MailActivity),
        Visits = Left(Visits, uses & ConsentGate.Visits),
        Services = Left(Services, uses & DataUses.PurchaseHistory),
        DwellSeconds = (uses & Stays) == DataUses.None ? DwellSeconds : 0,
    };

    public int CompareKey(in ActivityPeriod other) => 0;

    public ActivityPeriod In(int month) => this with { Month = month };

    public ActivityPeriod Plus(in ActivityPeriod other) => new()
    {
        Month = Month,
        Views = Sum(Views, other.Views),
        Searches = Sum(Searches, other.Searches),
        Carts = Sum(Carts, other.Carts),
        Wishes = Sum(Wishes, other.Wishes),
        Reads = Sum(Reads, other.Reads),
        Mails = Sum(Mails, other.Mails),
        Visits = Sum(Visits, other.Visits),
        Services = Sum(Services, other.Services),
        DwellSeconds = (uint)Math.Min(uint.MaxValue, (ulong)DwellSeconds + other.DwellSeconds),
    };

    private const DataUses Stays = DataUses.ProductViews | DataUses.Searches | DataUses.CartActivity | DataUses.ContentEngagement | DataUses.MailActivity;

    private static ushort Left(ushort count, DataUses withheld) => withheld == DataUses.None ? count : default;

    private static ushort Sum(ushort one, ushort other) => (ushort)Math.Min(ushort.MaxValue, one + other);
}
