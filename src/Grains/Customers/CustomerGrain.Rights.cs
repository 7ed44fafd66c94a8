using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Grains.Rights;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>Retention: what is over its time is emptied by number, in one transaction with the row that says so.</summary>
internal sealed partial class CustomerGrain : ICustomerRetention
{
    public async Task<Expired> Expire()
    {
        await Settle();
        for (var attempt = 1; ; attempt++)
        {
            var state = _life.State;
            var now = _time.Now();
            var plan = RetentionPlan.Nothing;
            LifeOnPaper[] lives = [];
            if (state.Into is null && !state.IsErased && state.Seq > 0)
            {
                lives = await Everybody();
                plan = RetentionRules.Plan(state.Consent, ClientCut.Of(state, now).Category?.Traits?.Country, lives, _tools.Policies, now);
            }

            if (plan.Count == 0)
            {
                return new Expired(0, []);
            }

            try
            {
                await _life.Retain(plan, lives[0], now);
                await _life.Settle();
                await _reminders.Ensure(_life.State, now);
                return new Expired(plan.Count, [.. plan.Rules.Select(static rule => new RuleCount(rule.Key, rule.Value))]);
            }
            catch (JournalConflictException conflict) when (attempt < Attempts)
            {
                await Again(conflict.Customer, attempt);
            }
        }
    }
}
