using System.Collections.Immutable;
using Luxe.ClientelingApp.Inbox;
using Luxe.ClientelingApp.Pieces;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Customers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Luxe.ClientelingApp.Today;

/// <summary>One arrival or prompt.</summary>
public sealed partial class TodayCardView : ComponentBase
{
    /// <summary>What to show.</summary>
    [Parameter, EditorRequired] public required TodayCard Card { get; set; }

    /// <summary>The store whose clock counts.</summary>
    [Parameter, EditorRequired] public required StorePlace Place { get; set; }

    /// <summary>The present moment.</summary>
    [Parameter, EditorRequired] public required DateTimeOffset Now { get; set; }

    /// <summary>Pieces to show.</summary>
    [Parameter, EditorRequired] public required ImmutableArray<Piece> Pieces { get; set; }

    /// <summary>True while an answer is on its way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>What went wrong with the last answer.</summary>
    [Parameter] public string? Said { get; set; }

    /// <summary>She takes it on.</summary>
    [Parameter, EditorRequired] public EventCallback<TodayCard> OnAcknowledge { get; set; }

    /// <summary>She is with the client.</summary>
    [Parameter, EditorRequired] public EventCallback<TodayCard> OnClaim { get; set; }

    /// <summary>She cannot come now.</summary>
    [Parameter, EditorRequired] public EventCallback<TodayCard> OnSnooze { get; set; }

    private static string Manner(ClientBrief brief) => string.Join(
        " · ",
        new[] { brief.Membership, TodayWords.Language(brief.Language) is { } language ? $"Speaks {language}" : null }.OfType<string>());

    private Task Key(KeyboardEventArgs key) => key switch
    {
        { CtrlKey: true } or { MetaKey: true } or { AltKey: true } or { Repeat: true } => Task.CompletedTask,
        { Key: "a" or "A" } when Card.State is InboxState.Open or InboxState.Snoozed => OnAcknowledge.InvokeAsync(Card),
        { Key: "c" or "C" } when Card.State != InboxState.Claimed && InboxItems.IsDispatch(Card.Item.ItemId) => OnClaim.InvokeAsync(Card),
        { Key: "s" or "S" } when Card.State == InboxState.Open => OnSnooze.InvokeAsync(Card),
        _ => Task.CompletedTask,
    };
}
