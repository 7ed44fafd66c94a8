using Luxe.Grains.Consent;
using Luxe.Grains.Prompts;
using Luxe.Grains.Time;

namespace Luxe.Grains.Customers;

/// <summary>
/// At most one reminder of each kind per client. A reminder only wakes her grain, whose rules then decide; when it fires too early
/// (the cart was touched since) it is set again, and when nothing is left to wait for it is taken away.
/// </summary>
internal sealed class CustomerReminders(Grain grain)
{
    public const string Cart = "cart";
    public const string Milestone = "milestone";

    /// <summary>Far dates are approached in steps: timers count no further than 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);

    // When each is known to be set for, in ticks of UTC; zero when it is not.
    private long _cart;
    private long _milestone;

    /// <summary>Sets what the state calls for, unless it is known to be set for then or sooner.</summary>
    public async Task Ensure(CustomerState state, DateTimeOffset now)
    {
        await Ensure(Cart, CartDue(state, now), now);
        await Ensure(Milestone, MilestoneDue(state, now), now);
    }

    /// <summary>After a reminder fired: the next one, or none.</summary>
    public async Task Fired(string name, CustomerState state, DateTimeOffset now)
    {
        SetFor(name) = default;
        var due = name switch
        {
            Cart => CartDue(state, now),
            Milestone => MilestoneDue(state, now),
            _ => null,
        };
        if (due is not null)
        {
            await Ensure(name, due, now);
        }
        else if (await grain.GetReminder(name) is { } reminder)
        {
            await grain.UnregisterReminder(reminder);
        }
    }

    /// <summary>When her cart will count as left behind, while that is still to come.</summary>
    public static DateTimeOffset? CartDue(CustomerState state, DateTimeOffset now) =>
        WaitingView.Of(state).CartTouchedAt + PromptRules.CartPatience is { } due && due > now ? due : null;

    /// <summary>When the next important date comes near.</summary>
    public static DateTimeOffset? MilestoneDue(CustomerState state, DateTimeOffset now)
    {
        if (WaitingView.Of(state).Traits is not { } traits)
        {
            return null;
        }

        // From the day after the notice begins, or the reminder of today would be set again today.
        var from = now.Day().AddDays(PromptRules.MilestoneNotice + 1);
        var next = DateOnly.MaxValue;
        foreach (var date in ImportantDates.Of(traits))
        {
            next = PromptRules.NextOccurrence(date.Date, from) is var day && day < next ? day : next;
        }

        return next == DateOnly.MaxValue ? null : new DateTimeOffset(next.AddDays(-PromptRules.MilestoneNotice).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }

    private async Task Ensure(string name, DateTimeOffset? due, DateTimeOffset now)
    {
        if (due is not { } at || (SetFor(name) != default && SetFor(name) <= at.UtcTicks))
        {
            return;
        }

        var wait = at - now;
        wait = wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait;
        await grain.RegisterOrUpdateReminder(name, wait, LongestWait);
        SetFor(name) = (now + wait).UtcTicks;
    }

    private ref long SetFor(string name) => ref name == Cart ? ref _cart : ref _milestone;
}
