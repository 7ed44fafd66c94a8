using Orleans.Timers;

namespace Orleans;

/// <summary>What a grain asks of its reminders; the grain must be <see cref="IRemindable"/>.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Registers or replaces a reminder.</summary>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        RegisterOrUpdateReminder((IGrainBase)grain, reminderName, dueTime, period);

    /// <summary>Registers or replaces a reminder.</summary>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        return Registry(grain, mustBeRemindable: true).RegisterOrUpdateReminder(grain.GrainContext.GrainId, reminderName, dueTime, period);
    }

    /// <summary>Removes a reminder.</summary>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => UnregisterReminder((IGrainBase)grain, reminder);

    /// <summary>Removes a reminder.</summary>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) =>
        Registry(grain, mustBeRemindable: false).UnregisterReminder(grain.GrainContext.GrainId, reminder);

    /// <summary>A reminder of this grain.</summary>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => GetReminder((IGrainBase)grain, reminderName);

    /// <summary>A reminder of this grain.</summary>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        return Registry(grain, mustBeRemindable: false).GetReminder(grain.GrainContext.GrainId, reminderName);
    }

    /// <summary>The reminders of this grain.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => GetReminders((IGrainBase)grain);

    /// <summary>The reminders of this grain.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) =>
        Registry(grain, mustBeRemindable: false).GetReminders(grain.GrainContext.GrainId);

    private static IReminderRegistry Registry(IGrainBase grain, bool mustBeRemindable)
    {
        if (mustBeRemindable && grain is not IRemindable)
        {
            throw new InvalidOperationException($"{grain.GetType()} has reminders only if it implements {nameof(IRemindable)}.");
        }

        // A singleton: no reason to make the activation a scope of its own.
        var services = grain.GrainContext is Luxe.Embedded.Activation activation ? activation.Runtime.Services : grain.GrainContext.ActivationServices;
        return services.GetRequiredService<IReminderRegistry>();
    }
}
