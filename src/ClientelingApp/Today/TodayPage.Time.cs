using Luxe.Contracts.Associates;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Today;

/// <content>What changes without anybody doing anything: the clock, and what a client allows.</content>
public sealed partial class TodayPage
{
    private async Task Pass()
    {
        _now = desk.Time.GetUtcNow();
        _board = _board?.At(_now);
        _notice = _now - _noticedAt < NoticeTime ? _notice : null;
        StateHasChanged();
        if (_board is null || _feed is null)
        {
            return;
        }

        try
        {
            foreach (var card in _board.Cards.Values)
            {
                var item = await _feed.Again(card.Item);
                if (!ReferenceEquals(item, card.Item))
                {
                    _board = _board.With(card.Item.ItemId, item);
                    _pieces[card.Item.ItemId] = item is null ? [] : await desk.Pieces(item, Place);
                    Note(item is null ? TodayWords.Farewell(card, InboxState.Recalled) : $"{item.Greeting}: some of it may no longer be said.");
                    StateHasChanged();
                }
            }
        }
        catch (Exception e)
        {
            LookAgainFailed(logger, e.GetType().Name); // Whatever was not held against her consent is, five seconds on.
        }
    }

    [LoggerMessage(5113, LogLevel.Information, "What clients allow could not be read ({Fault}); it is tried again")]
    private static partial void LookAgainFailed(ILogger logger, string fault);
}
