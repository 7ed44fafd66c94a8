using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Time;

public interface IReminderGrain : IGrainWithStringKey
{
    Task Remind(string name, TimeSpan due, TimeSpan period);

    Task Forget(string name);

    Task<string[]> Names();

    Task<bool> Has(string name);

    Task Leave();
}

public sealed class ReminderGrain : Grain, IReminderGrain, IRemindable
{
    private Trace Trace => Trace.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Trace.Add("activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Trace.Add("gone");
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Trace.Add(reminderName);
        Trace.Add($"{reminderName} every {status.Period}");
        return Task.CompletedTask;
    }

    public async Task Remind(string name, TimeSpan due, TimeSpan period) => await this.RegisterOrUpdateReminder(name, due, period);

    public async Task Forget(string name)
    {
        var reminder = await this.GetReminder(name) ?? throw new KeyNotFoundException(name);
        await this.UnregisterReminder(reminder);
    }

    public async Task<string[]> Names() => [.. (await this.GetReminders()).Select(r => r.ReminderName).Order(StringComparer.Ordinal)];

    public async Task<bool> Has(string name) => await this.GetReminder(name) is not null;

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
