using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Policies;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Ledgers;

/// <summary>
/// Closes each day with an anchor, ten minutes after its end. Days that passed while the house was closed are one. A second activation does no
/// harm: each root has one successor. It awaits nobody.
/// </summary>
internal sealed partial class AnchorGrain(IAnchors anchors, PolicyBook policies, TimeProvider time, ILogger<AnchorGrain> log) : Grain, ILedgerAnchors, IRemindable
{
    private const string Daily = "daily";
    private const int LargestPage = 500;
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async Task Begin()
    {
        var now = time.Now();
        await this.RegisterOrUpdateReminder(Daily, Next(now) - now, Day);
        await CatchUp(now, isFirst: false);
    }

    public async Task<ImmutableArray<LedgerAnchor>> Make() => await Make(time.Now().Day());

    public async Task<AnchorPage> List(long after, int limit)
    {
        var size = Math.Clamp(limit, 1, LargestPage);
        var rows = await anchors.ReadAsync(after, size);
        return new AnchorPage([.. rows.Select(View)], rows.Length < size ? null : rows[^1].Number);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => CatchUp(time.Now(), isFirst: true);

    public static LedgerAnchor View(AnchorRow row) => new(row.Number, row.Day, row.Previous, row.Root, row.Leaves, row.MadeAt);

    /// <summary>The next moment at which a day is closed.</summary>
    internal static DateTimeOffset Next(DateTimeOffset now)
    {
        var today = Start(now) + After;
        return today > now ? today : today + Day;
    }

    /// <param name="now">The present.</param>
    /// <param name="isFirst">Whether a house without any anchor gets its first one, however young it is.</param>
    private async Task CatchUp(DateTimeOffset now, bool isFirst)
    {
        var last = await anchors.GetLastAsync();

        // A house that opens for the first time has no day behind it; since when it is open its first policy says.
        var since = last?.MadeAt ?? (isFirst ? DateTimeOffset.MinValue : policies.Rows is [_, ..] rows ? rows.Min(static row => row.LoadedAt) : now);
        if (since < Start(now))
        {
            await Make(Start(now).AddTicks(-1).Day());
        }
    }

    private async Task<ImmutableArray<LedgerAnchor>> Make(DateOnly day)
    {
        var made = await anchors.MakeAsync(day, time.Now());
        foreach (var anchor in made)
        {
            // The root in the log, which others keep, is one more copy that the database cannot change.
            Anchored(log, anchor.Number, anchor.Day, anchor.Leaves, anchor.Root);
        }

        return [.. made.Select(View)];
    }

    private static DateTimeOffset Start(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);

    [LoggerMessage(1154, LogLevel.Information, "Anchor {Number} of {Day} covers {Leaves} ledgers: {Root}")]
    private static partial void Anchored(ILogger log, long number, DateOnly day, long leaves, string root);
}
