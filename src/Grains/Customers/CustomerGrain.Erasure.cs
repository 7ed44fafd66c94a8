using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>Erasing: her rows and those of everybody she absorbed are emptied in one transaction, which a merge can only come before or after.</summary>
internal sealed partial class CustomerGrain
{
    public async Task<ErasureOutcome> Erase(ErasureOrder order)
    {
        await Settle();
        for (var attempt = 1; ; attempt++)
        {
            if (_life.State.Into is { } into)
            {
                return await GrainFactory.GetGrain<ICustomerErasure>(into.SurvivorId).Erase(order);
            }

            if (_life.State.Seq == 0 || _life.State.IsErased)
            {
                return new ErasureOutcome(_life.State.Seq == 0 ? null : CustomerId, []);
            }

            try
            {
                ImmutableArray<string> withHer = [.. (_life.State.Marks ?? MergeMarks.None).Covered];
                var now = _time.Now();
                var erased = new Erased(order.OrderId, order.Actor, now);
                var others = await Task.WhenAll(withHer.Select(id => Emptied(id, erased, now)));
                await Write(new CustomerChange([erased]) { IsWhole = true, RedactAll = true, Others = [.. others] }, null, now);
                foreach (var id in withHer)
                {
                    await GrainFactory.GetGrain<ICustomerMerges>(id).Nudge();
                }

                return new ErasureOutcome(CustomerId, withHer);
            }
            catch (JournalConflictException conflict) when (attempt < MergeAttempts)
            {
                await Again(conflict.Customer, attempt);
            }
        }
    }

    private async Task<JournalAppend> Emptied(string customerId, Erased erased, DateTimeOffset now)
    {
        var head = await _journal.GetHeadAsync(customerId);
        return new JournalAppend
        {
            Customer = customerId,
            ExpectedSeq = head,
            Rows = [CustomerRows.ToRow(new JournalEntry(head + 1, CustomerRows.EventIdOf(erased), erased), now)],
            RedactAboveTier = -1,
        };
    }
}
