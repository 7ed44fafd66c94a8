using Luxe.Contracts.Associates;

namespace Luxe.ClientelingApp.Inbox;

/// <summary>What to do with a numbered entry.</summary>
public enum Turn
{
    /// <summary>Known already.</summary>
    Skip,

    /// <summary>The next one.</summary>
    Take,

    /// <summary>Others are missing before it.</summary>
    Fill,
}

/// <summary>Where a tablet stands in its inbox. Pure.</summary>
/// <param name="Last">The last number delivered to it.</param>
public readonly record struct InboxSequence(long Last)
{
    /// <summary>Whether the entry is old, next, or ahead of something missing.</summary>
    public Turn Judge(InboxEntry entry) =>
        entry.Number <= Last ? Turn.Skip : entry.Number == Last + 1 ? Turn.Take : Turn.Fill;
}

/// <summary>What kind of thing an entry is about.</summary>
public static class InboxItems
{
    /// <summary>Dispatch ids begin with this; every other item id is a prompt's.</summary>
    public const string DispatchPrefix = "d_";

    /// <summary>True for an arrival.</summary>
    public static bool IsDispatch(string itemId) => itemId.StartsWith(DispatchPrefix, StringComparison.Ordinal);

    /// <summary>True when the item leaves the screen for good.</summary>
    public static bool Leaves(InboxState state) => state is InboxState.Passed or InboxState.Expired or InboxState.Recalled;
}
