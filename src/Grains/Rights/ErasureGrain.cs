using System.Collections.Immutable;
using Luxe.Contracts.Rights;
using Luxe.Grains.Customers;
using Luxe.Grains.Identity;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Rights;

/// <summary>
/// An order to erase. It awaits clients, stores, inboxes and identities, none of which ever awaits an order. Its state is in the tables alone: what
/// is noted there is done, and a reminder that was set before anything was done comes back until all of it is.
/// </summary>
internal sealed partial class ErasureGrain(IErasures erasures, IRemains remains, IEnumerable<IErasureStep> steps, Pseudonyms pseudonyms, TimeProvider time, ILogger<ErasureGrain> log)
    : Grain, IErasure, IErasureAgain, IRemindable
{
    private const string Reminder = "erasure";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IErasureStep[] _steps = [.. steps.OrderBy(static step => step.Place)];
    private IGrainTimer? _timer;

    private string OrderId => this.GetPrimaryKeyString();

    public async Task<ErasureReceipt?> Order(ErasureRequest request)
    {
        if (await Receipt(OrderId) is { } known)
        {
            return known;
        }

        if (await erasures.FindAsync(pseudonyms.Of(request.CustomerId)) is { } before)
        {
            if (before.DoneAt is not null && await remains.IsKnownAsync(request.CustomerId))
            {
                await GrainFactory.GetGrain<IErasureAgain>(before.OrderId).Again(request.CustomerId);
            }

            return await Receipt(before.OrderId);
        }

        if (!await remains.IsKnownAsync(request.CustomerId))
        {
            return null;
        }

        // Before the first step: whatever is cut off from here on is gone on with.
        await this.RegisterOrUpdateReminder(Reminder, Patience, Patience);
        var erased = await GrainFactory.GetGrain<ICustomerErasure>(request.CustomerId).Erase(new ErasureOrder(OrderId, request.Actor, request.Channel));
        _timer = this.RegisterGrainTimer(static (order, _) => order.GoOn(), this, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return await Receipt(erased.OrderId);
    }

    public async Task Again(string customerId)
    {
        await this.RegisterOrUpdateReminder(Reminder, Patience, Patience);
        await erasures.ReopenAsync(OrderId, pseudonyms.Of(customerId), customerId);
        Reappeared(log);
        await Continue();
    }

    public Task<ErasureReceipt?> GetReceipt() => Receipt(OrderId);

    public async Task<ErasureReceipt?> Continue()
    {
        var rows = await erasures.ReadAsync(OrderId);
        if (rows is [{ DoneAt: null } hers, ..])
        {
            var person = new ErasedPerson(OrderId, [.. rows.Where(static row => row.Subject is not null).Select(static row => new ErasedId(row.Subject!, row.Pseudonym))], hers.ErasedAt);
            var done = (await erasures.ReadStepsAsync(OrderId)).Select(static step => step.Place).ToHashSet();
            foreach (var step in _steps.Where(step => !done.Contains(step.Place)))
            {
                var affected = await step.Run(person);
                await erasures.NoteAsync(new ErasureStepRow(OrderId, step.Place, step.System, affected, time.Now()));
            }

            await erasures.FinishAsync(OrderId, time.Now());
            Done(log, _steps.Length + 1);
        }

        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        return await Receipt(OrderId);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => GoOn();

    private async Task GoOn()
    {
        _timer?.Dispose();
        _timer = null;
        try
        {
            await Continue();
        }
        catch (Exception fault)
        {
            NotDone(log, fault.GetType().Name);
        }
    }

    private async Task<ErasureReceipt?> Receipt(string orderId)
    {
        if (await erasures.ReadAsync(orderId) is not [var hers, ..])
        {
            return null;
        }

        var done = await erasures.ReadStepsAsync(orderId);
        var first = done.Where(static step => step.Place == JournalErase.First.Place);
        ImmutableArray<ErasedSystem> systems =
        [
            .. first.Select(static step => new ErasedSystem(step.System, step.Affected, step.At)),
            .. _steps.Select(step => done.FirstOrDefault(noted => noted.Place == step.Place) is { } noted
                ? new ErasedSystem(noted.System, noted.Affected, noted.At)
                : new ErasedSystem(step.System, 0, null)),
        ];
        return new ErasureReceipt(orderId, hers.Pseudonym, hers.ErasedAt, hers.DoneAt, systems, ErasureLimits.All);
    }

    [LoggerMessage(1167, LogLevel.Warning, "Of a client who was erased something was there again, written by a process that did not know; she is erased again.")]
    private static partial void Reappeared(ILogger log);

    [LoggerMessage(1161, LogLevel.Information, "An erasure is done in {Systems} systems.")]
    private static partial void Done(ILogger log, int systems);

    [LoggerMessage(1162, LogLevel.Warning, "An erasure was cut off ({Fault}); it goes on within a minute.")]
    private static partial void NotDone(ILogger log, string fault);
}
