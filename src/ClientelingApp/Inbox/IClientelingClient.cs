using Luxe.Contracts.Associates;

namespace Luxe.ClientelingApp.Inbox;

/// <summary>
/// What a tablet is told, in the order of <see cref="InboxEntry.Number"/>, each number once. The page and native
/// clients implement the same three methods (docs/hub.md).
/// </summary>
public interface IClientelingClient
{
    /// <summary>An arrival, or the news of how an arrival stands (then the entry carries no item).</summary>
    Task Arrival(InboxEntry entry);

    /// <summary>A prompt, or the news of how a prompt stands (then the entry carries no item).</summary>
    Task Prompt(InboxEntry entry);

    /// <summary>The item leaves the screen and is forgotten: a colleague has it, its reason is gone, or consent was withdrawn.</summary>
    Task Recall(InboxEntry entry);
}
