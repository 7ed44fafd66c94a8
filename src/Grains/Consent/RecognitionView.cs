using Luxe.Grains.Customers;

namespace Luxe.Grains.Consent;

/// <summary>What recognition in stores allows: where she is at this moment. It hangs on a purpose and not on her tier alone.</summary>
internal readonly struct RecognitionView(CustomerState state)
{
    /// <summary>Where she is, if she is anywhere.</summary>
    public Presence? Visit { get; } = state.Visit is { Here: true } here ? here : null;
}
