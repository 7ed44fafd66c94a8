using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Contracts.Policies;
using Luxe.Grains.Customers;
using Luxe.Grains.Identity;
using Luxe.Grains.Office;
using Luxe.Grains.Policies;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Rights;

/// <summary>One sixteenth of the clients, by the first character of what makes their ids: once a day asks those who may hold something that is over its time.</summary>
[Alias("luxe.IRetentionShard")]
internal interface IRetentionShard : IGrainWithStringKey
{
    /// <summary>How many there are; their keys are "0" to "15".</summary>
    const int Count = 16;

    /// <summary>Sets the daily reminder; goes on with what was cut off today.</summary>
    [Alias("Begin")] Task Begin();

    /// <summary>Asks everybody now; the report's row. For whoever waits for it.</summary>
    [Alias("Run")] Task<long> Run();

    /// <summary>The same, for nobody who waits.</summary>
    [OneWay, Alias("Sweep")] Task Sweep();
}

/// <summary>
/// A shard. It goes from id to id by the journal's key and reads nobody whose mark lets her be. It keeps no cursor, which would name a client: begun anew, it finds
/// only who is still due. Two hundred clients a second at most, so that a house goes on serving.
/// </summary>
internal sealed partial class RetentionShard(
    IRetention retention, IPolicyStore store, IPolicyBook policies, IErasures erasures, IErasedList erased, Pseudonyms pseudonyms, TimeProvider time, ILogger<RetentionShard> log)
    : Grain, IRetentionShard, IRemindable
{
    private const string Reminder = "retention";
    private const int Page = 1_000;
    private const int ASecond = 200;
    private const int MostInARow = 5;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    private RetentionPlace _place;
    private int _asked;
    private int _failed;
    private int _inARow;

    private int Shard => int.Parse(this.GetPrimaryKeyString(), CultureInfo.InvariantCulture);

    public async Task Begin()
    {
        var now = time.Now();
        await this.RegisterOrUpdateReminder(Reminder, Due(now, Shard), Daily);
        if (await retention.FindAsync(RetentionDays.Number(now), Shard) is { FinishedAt: null })
        {
            await this.AsReference<IRetentionShard>().Sweep();
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => this.AsReference<IRetentionShard>().Sweep();

    public async Task Sweep()
    {
        try
        {
            await Run();
        }
        catch (Exception fault)
        {
            NotDone(log, fault.GetType().Name);
        }
    }

    public async Task<long> Run()
    {
        (_place, _asked, _failed, _inARow) = (new RetentionPlace(RetentionDays.Number(time.Now()), Shard), 0, 0, 0);
        await Report(null);
        if (Shard == 0)
        {
            await House();
        }

        var round = new RetentionRound(_place.Day, _place.Shard, RetentionMarks.Bounds(await All()));
        var (after, below) = Range(Shard);
        for (var isEnd = false; !isEnd;)
        {
            var page = await retention.WalkAsync(after, Page);
            isEnd = page.Length < Page;
            foreach (var mark in page)
            {
                if (below is not null && string.CompareOrdinal(mark.Customer, below) >= 0)
                {
                    isEnd = true;
                    break;
                }

                await TryLook(mark, round);
                after = mark.Customer;
            }
        }

        return await Report(_failed == 0 ? time.Now() : null);
    }

    /// <summary>One client who cannot be read keeps nobody else's data: she stays due, and the report open. When nobody can be, the database is away.</summary>
    private async Task TryLook(RetentionMark mark, RetentionRound round)
    {
        try
        {
            await Look(mark, round);
            _inARow = 0;
        }
        catch (Exception fault) when (++_inARow < MostInARow)
        {
            _failed++;
            NotLooked(log, mark.Customer, fault.GetType().Name);
        }
    }

    private async Task Look(RetentionMark mark, RetentionRound round)
    {
        if (pseudonyms.Of(mark.Customer) is var pseudonym && erased.Contains(pseudonym))
        {
            // Written by a process that did not know: whoever was erased is there again.
            if (await erasures.FindAsync(pseudonym) is { } row)
            {
                await GrainFactory.GetGrain<IErasureAgain>(row.OrderId).Again(mark.Customer);
            }

            return;
        }

        if (round.Bounds is not { } bounds || !RetentionMarks.IsDue(mark, bounds, time.Now()))
        {
            return;
        }

        if ((mark.DueAt is null || mark.Basis != bounds.Basis) && await IsYoung(mark.Customer, bounds))
        {
            return;
        }

        var expired = await GrainFactory.GetGrain<ICustomerRetention>(mark.Customer).Expire(round);
        if (expired.Into is { } survivor)
        {
            await GrainFactory.GetGrain<ICustomerRetention>(survivor).Expire(round);
        }

        if (++_asked % ASecond == 0)
        {
            await Report(null);
            await Task.Delay(Pause, time);
        }
    }

    /// <summary>Of somebody who was never looked at her oldest row says enough, mostly; she is marked without being woken.</summary>
    private async Task<bool> IsYoung(string customer, RetentionBounds bounds)
    {
        if (RetentionMarks.Young(customer, await retention.FindOldestAsync(customer), bounds, time.Now()) is not { } young)
        {
            return false;
        }

        // A row that came late before the mark was there is found by asking again; one that comes behind it voids it.
        await retention.MarkAsync(young);
        return RetentionMarks.Young(customer, await retention.FindOldestAsync(customer), bounds, time.Now()) is not null;
    }

    /// <summary>What belongs to no client's journal goes by the policy in force.</summary>
    private async Task House()
    {
        var now = time.Now();
        if (policies.Keep(Contracts.Consent.ConsentView.Undecided, "accessLog", null) is { } looks)
        {
            await retention.ForgetLooksAsync(now - looks, _place);
        }

        if (policies.Keep(Contracts.Consent.ConsentView.Undecided, "inbox", null) is { } inbox)
        {
            await retention.EmptyItemsAsync(now - inbox, _place);
        }

        await retention.DropLinksAsync(now - Daily, _place);
    }

    /// <summary>The report's row, from what was counted with the commits that took it: it adds up wherever a run was cut off.</summary>
    private async Task<long> Report(DateTimeOffset? finished)
    {
        var counts = await retention.CountAsync(_place);
        var (clients, rules) = (counts.GetValueOrDefault(RetainedCounts.Clients), counts.Remove(RetainedCounts.Clients));
        var emptied = rules.Values.Sum();
        await retention.PutAsync(new RetentionRow(
            _place.Day, _place.Shard, clients, emptied, JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, long>(rules, StringComparer.Ordinal), RetentionJson.Default.SortedDictionaryStringInt64), finished));
        if (finished is not null)
        {
            Done(log, clients, emptied);
        }

        return emptied;
    }

    /// <summary>Every version: what she granted under an older one may run out sooner.</summary>
    private async Task<List<PolicyDocument>> All()
    {
        var all = new List<PolicyDocument> { policies.Current };
        foreach (var row in await store.GetAllAsync())
        {
            if (policies.Find(row.Version) is { } known && !all.Contains(known))
            {
                all.Add(known);
            }
        }

        return all;
    }

    /// <summary>The ids of a shard: behind the first, below the second. The first shard begins with everything, the last one ends with it.</summary>
    internal static (string After, string? Below) Range(int shard) => (shard == 0 ? "" : Bound(shard), shard == IRetentionShard.Count - 1 ? null : Bound(shard + 1));

    private static string Bound(int shard) => "c_" + Digits[shard * Digits.Length / IRetentionShard.Count];

    /// <summary>In the night, one shard after the other.</summary>
    internal static TimeSpan Due(DateTimeOffset now, int shard)
    {
        var at = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + TimeSpan.FromHours(1) + TimeSpan.FromMinutes(15 * shard);
        return (at > now ? at : at + Daily) - now;
    }

    [LoggerMessage(1165, LogLevel.Information, "Retention: {Emptied} rows of {Clients} clients were over their time.")]
    private static partial void Done(ILogger log, long clients, long emptied);

    [LoggerMessage(1168, LogLevel.Warning, "Retention could not look at customer {CustomerId} ({Fault}); the others go on, and she is looked at again the next night.")]
    private static partial void NotLooked(ILogger log, string customerId, string fault);

    [LoggerMessage(1166, LogLevel.Warning, "Retention was cut off ({Fault}); it goes on with the next start or the next night.")]
    private static partial void NotDone(ILogger log, string fault);
}

/// <summary>How a run's rules are written: rows by rule.</summary>
[JsonSerializable(typeof(SortedDictionary<string, long>))]
internal sealed partial class RetentionJson : JsonSerializerContext;
