using System.Collections.Immutable;
using Luxe.Contracts.Associates;

namespace Luxe.ClientelingApp.Inbox;

/// <summary>What a fresh page starts from.</summary>
/// <param name="Snapshot">What is open, and how it stands.</param>
/// <param name="Changes">The news up to the snapshot's last number that say since when it stands so, in order.</param>
public sealed record InboxOpening(InboxSnapshot Snapshot, ImmutableArray<InboxEntry> Changes);
