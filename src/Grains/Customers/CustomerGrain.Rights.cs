using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Grains.Rights;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>Retention: what is over its time is emptied by number, in one transaction with the row that says so.</summary>
internal sealed partial class CustomerGrain : ICustomerRetention
{
    public async Task<Expired> Expire(RetentionRound round)
    {
        await Settle();
        for (var attempt = 1; ; attempt++)
        {
            var state = _life.State;
            var now = _time.Now();
            if (state.Into is not null || state.IsErased || state.Seq == 0)
            {
                await Mark(round.Bounds, state, [], now);
                return new Expired(0, [], state.Into?.SurvivorId);
            }

            var lives = await Everybody();
            var plan = RetentionRules.Plan(state.Consent, Country(state, now), lives, _tools.Policies, now);
            try
            {
                if (plan.Count > 0)
                {
                    await _life.Retain(plan, lives[0], new RetentionPlace(round.Day, round.Shard), now);
                    await _life.Settle();
                    await _reminders.Ensure(_life.State, now);
                }
            }
            catch (JournalConflictException conflict) when (attempt < Attempts)
            {
                await Again(conflict.Customer, attempt);
                continue;
            }

            await Mark(round.Bounds, state, lives, now);
            return new Expired(plan.Count, [.. plan.Rules.Select(static rule => new RuleCount(rule.Key, rule.Value))]);
        }
    }

    private static string? Country(CustomerState state, DateTimeOffset now) => ClientCut.Of(state, now).Category?.Traits?.Country;

    /// <summary>Behind everything: what is written of her from now on voids it where it must.</summary>
    private async Task Mark(RetentionBounds? bounds, CustomerState state, IEnumerable<LifeOnPaper> lives, DateTimeOffset now)
    {
        if (bounds is not null && !state.IsErased)
        {
            await _tools.Retention.MarkAsync(RetentionMarks.Of(CustomerId, state.Consent, Country(state, now), lives, _tools.Policies, bounds, now));
        }
    }
}
