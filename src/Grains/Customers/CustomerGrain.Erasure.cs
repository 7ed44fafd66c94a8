using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>Erasing: her rows and those of everybody she absorbed are deleted in one transaction, which a merge or a write can only come before or after.</summary>
internal sealed partial class CustomerGrain
{
    /// <summary>The channel of a ledger's last entry.</summary>
    private const string ErasureChannel = "erasure";

    public async Task<ErasureOutcome> Erase(ErasureOrder order)
    {
        await Settle();
        for (var attempt = 1; ; attempt++)
        {
            if (_life.State.Into is { } into)
            {
                return await GrainFactory.GetGrain<ICustomerErasure>(into.SurvivorId).Erase(order);
            }

            if (await _life.FindErasure() is { } before)
            {
                return new ErasureOutcome(CustomerId, [], before);
            }

            try
            {
                return await EraseAll(order);
            }
            catch (JournalConflictException conflict) when (attempt < MergeAttempts)
            {
                await Again(conflict.Customer, attempt);
            }
        }
    }

    public async Task<long> Forget()
    {
        var forgotten = await _life.Forget();
        if (_life.State.IsErased)
        {
            await _reminders.Fired(CustomerReminders.Cart, _life.State, _time.Now());
            await _reminders.Fired(CustomerReminders.Milestone, _life.State, _time.Now());
        }

        return forgotten;
    }

    /// <summary>Under what her ledger is kept, and looks at her are written down: her id, her pseudonym once she is erased.</summary>
    private string LastingId(CustomerState state) => state.IsErased ? _tools.Pseudonyms.Of(CustomerId) : CustomerId;

    private async Task<ErasureOutcome> EraseAll(ErasureOrder order)
    {
        ImmutableArray<string> withHer = [.. (_life.State.Marks ?? MergeMarks.None).Covered];
        var now = _time.Now();
        var own = await Erased(CustomerId, _life.State.Seq, null, order, now);
        var others = await Task.WhenAll(withHer.Select(async id => await Erased(id, await _journal.GetHeadAsync(id), own.Pseudonym, order, now)));
        await _life.Erase([own.Append, .. others.Select(static other => other.Append)]);
        foreach (var other in others)
        {
            _tools.Erased.Add(other.Pseudonym);
        }

        foreach (var id in withHer)
        {
            await GrainFactory.GetGrain<ICustomerMerges>(id).Nudge();
        }

        return new ErasureOutcome(CustomerId, withHer, order.OrderId);
    }

    /// <summary>One row behind her last one, which is refused where somebody wrote meanwhile, and her ledger's last entry; then everything goes.</summary>
    private async Task<(JournalAppend Append, string Pseudonym)> Erased(string customerId, long head, string? partOf, ErasureOrder order, DateTimeOffset now)
    {
        var last = LedgerHead.Start;
        await foreach (var row in _ledger.ReadAsync(customerId))
        {
            last = new LedgerHead(row.Seq, row.Hash);
        }

        var erased = new Erased(order.OrderId, order.Actor, now);
        var eventId = CustomerRows.EventIdOf(erased)!;
        var entry = ConsentLedger.Next(customerId, last, new ConsentDecision(eventId, ConsentTier.None, Purposes.None, "", null, ErasureChannel, order.Actor, now)) with { WrittenAt = now };
        var append = new JournalAppend
        {
            Customer = customerId,
            ExpectedSeq = head,
            Rows = [CustomerRows.ToRow(new JournalEntry(head + 1, eventId, erased), now)],
            Ledger = [entry],
        };
        var pseudonym = _tools.Pseudonyms.Of(customerId);
        return (JournalErase.Of(append, new ErasureRow(pseudonym, order.OrderId, partOf, order.Actor, order.Channel, now, entry.Seq, entry.Hash, customerId)), pseudonym);
    }
}
