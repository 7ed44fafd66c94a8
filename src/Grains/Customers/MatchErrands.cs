using Luxe.Grains.Matching;

namespace Luxe.Grains.Customers;

/// <summary>Errands to where clients with similar names and one birthday meet.</summary>
internal static class MatchErrands
{
    /// <summary>What follows when her name or birthday became another, came, or went with her tier.</summary>
    public static IEnumerable<CustomerErrand> Of(CustomerState before, CustomerState after)
    {
        if (ReferenceEquals(before.Traits, after.Traits))
        {
            yield break;
        }

        var (former, card) = (NameCard.Of(before.Traits), NameCard.Of(after.Traits));
        if (former == card)
        {
            yield break;
        }

        if (former is not null)
        {
            yield return new CustomerErrand.LeaveMatch(former);
        }

        if (card is not null)
        {
            yield return new CustomerErrand.JoinMatch(card);
        }
    }

    /// <summary>Where she is filed while she stands.</summary>
    public static IEnumerable<CustomerErrand> Standing(CustomerState state) =>
        NameCard.Of(state.Traits) is { } card ? [new CustomerErrand.JoinMatch(card)] : [];
}
