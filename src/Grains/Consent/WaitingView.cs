using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Prompts;

namespace Luxe.Grains.Consent;

/// <summary>What a reminder may wait for. It is asked with every event, so it makes no objects.</summary>
internal readonly struct WaitingView
{
    /// <summary>When she last touched the cart that she left pieces in; null when nothing may be said of it.</summary>
    public DateTimeOffset? CartTouchedAt { get; private init; }

    /// <summary>What her dates are read from; null when nothing may be said of them.</summary>
    public Traits? Traits { get; private init; }

    public static WaitingView Of(CustomerState state) => new()
    {
        CartTouchedAt = PromptPolicy.For(Contracts.Prompts.PromptKind.AbandonedCart).IsCarriedBy(state.Consent) && state.Cart.HasPieces ? state.Cart.TouchedAt : null,
        Traits = PromptPolicy.For(Contracts.Prompts.PromptKind.Milestone).IsCarriedBy(state.Consent) ? state.Traits : null,
    };
}
