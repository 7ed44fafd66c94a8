using System.Runtime.CompilerServices;

namespace Luxe.Embedded;

/// <summary>The activation whose turn runs on this thread.</summary>
internal static class CurrentContext
{
    [ThreadStatic]
    private static Activation? t_activation;

    internal static Activation? Activation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => t_activation;
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => t_activation = value;
    }

    /// <summary>Leaves the turn for a moment, because continuations that insist on running at once are not the grain's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Activation? Leave()
    {
        var turn = t_activation;
        t_activation = null;
        return turn;
    }

    internal static Activation Required() => t_activation ?? throw new InvalidOperationException(
        "A grain is constructed by the runtime only, or in a unit test by the constructor that takes an IGrainContext. Call grains through references from IGrainFactory.");
}
