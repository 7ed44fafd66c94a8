using Luxe.Contracts.Customers;

namespace Luxe.Grains.Customers;

/// <summary>Where she is, or where she was last, by the latest word on it.</summary>
internal sealed record Presence(string StoreId, string EventId, DateTimeOffset At, bool Here)
{
    public static Presence? After(Presence? former, Interaction interaction)
    {
        if (interaction.StoreId is not { } store || (former is not null && former.At > interaction.OccurredAt))
        {
            return former;
        }

        return interaction.Kind == InteractionKind.Arrived
            ? new Presence(store, interaction.EventId, interaction.OccurredAt, Here: true)
            : former is null || former.StoreId != store ? former : former with { At = interaction.OccurredAt, Here = false };
    }
}
