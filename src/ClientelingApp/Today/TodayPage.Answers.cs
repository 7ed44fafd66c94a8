using Luxe.ClientelingApp.Inbox;
using Luxe.Contracts.Stores;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Today;

/// <content>What the associate does on her page. An answer is shown as under way at once, and as done only when it is.</content>
public sealed partial class TodayPage
{
    private Task Acknowledge(TodayCard card) => Answer(card, a => a.Acknowledge(card.Item.ItemId), $"Noted: {card.Item.Greeting}.");

    private Task Claim(TodayCard card) => Answer(card, a => a.Claim(card.Item.ItemId), $"You are with {card.Item.Greeting}.");

    private Task Snooze(TodayCard card) => Answer(card, a => a.Snooze(card.Item.ItemId, (int)TodayBoard.Aside.TotalMinutes), $"{card.Item.Greeting}: set aside for five minutes.");

    private async Task Answer(TodayCard card, Func<InboxAnswers, Task<DispatchOutcome>> act, string done)
    {
        if (_feed is null || !_busy.Add(card.Item.ItemId))
        {
            return;
        }

        _notice = null;
        try
        {
            Note(TodayWords.Refusal(await act(_feed.Answers)) ?? done);
        }
        catch (Exception e)
        {
            AnswerFailed(logger, e);
            _said[card.Item.ItemId] = "That did not go through. Please try again.";
        }
        finally
        {
            _busy.Remove(card.Item.ItemId);
        }
    }

    [LoggerMessage(5112, LogLevel.Warning, "An associate's answer did not go through")]
    private static partial void AnswerFailed(ILogger logger, Exception exception);
}
