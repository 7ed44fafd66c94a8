using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Contracts.Policies;
using Luxe.Grains.Customers;
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
/// A shard. It keeps no cursor, which would name a client: begun anew, it finds only who still has something. Two hundred clients a second at most, so that a
/// house goes on serving.
/// </summary>
internal sealed partial class RetentionShard(IRetention retention, IPolicyStore store, IPolicyBook policies, TimeProvider time, ILogger<RetentionShard> log) : Grain, IRetentionShard, IRemindable
{
    private const string Reminder = "retention";
    private const int Page = 200;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

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
        var day = RetentionDays.Number(time.Now());
        var tally = new RetentionTally(await retention.FindAsync(day, Shard) is { FinishedAt: null } begun ? begun : null);
        await retention.PutAsync(tally.Row(day, Shard, null));
        if (Shard == 0)
        {
            await House(tally);
        }

        if (RetentionRules.Shortest(await All()) is { } shortest)
        {
            var (after, below) = Range(Shard);
            for (ImmutableArray<string> page; !(page = await retention.ListDueAsync(after, below, time.Now() - shortest, Page)).IsEmpty; after = page[^1])
            {
                foreach (var customer in page)
                {
                    tally.Add(await GrainFactory.GetGrain<ICustomerRetention>(customer).Expire());
                }

                await retention.PutAsync(tally.Row(day, Shard, null));
                if (page.Length < Page)
                {
                    break;
                }

                await Task.Delay(Pause, time);
            }
        }

        await retention.PutAsync(tally.Row(day, Shard, time.Now()));
        Done(log, tally.Clients, tally.Emptied);
        return tally.Emptied;
    }

    /// <summary>What belongs to no client's journal goes by the policy in force.</summary>
    private async Task House(RetentionTally tally)
    {
        var now = time.Now();
        if (policies.Keep(Contracts.Consent.ConsentView.Undecided, "accessLog", null) is { } looks)
        {
            tally.Add("accessLog", await retention.ForgetLooksAsync(now - looks));
        }

        if (policies.Keep(Contracts.Consent.ConsentView.Undecided, "inbox", null) is { } inbox)
        {
            tally.Add("inbox", await retention.EmptyItemsAsync(now - inbox));
        }

        tally.Add("links", await retention.DropLinksAsync(now - Daily));
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

    [LoggerMessage(1166, LogLevel.Warning, "Retention was cut off ({Fault}); it goes on with the next start or the next night.")]
    private static partial void NotDone(ILogger log, string fault);
}

/// <summary>What a run has met so far.</summary>
internal sealed class RetentionTally(RetentionRow? begun)
{
    private readonly SortedDictionary<string, long> _rules = new(begun is null ? [] : Read(begun), StringComparer.Ordinal);

    public long Clients { get; private set; } = begun?.Clients ?? 0;

    public long Emptied { get; private set; } = begun?.Emptied ?? 0;

    public void Add(Expired expired)
    {
        Clients += expired.Rows > 0 ? 1 : 0;
        foreach (var rule in expired.Rules)
        {
            Add(rule.Rule, rule.Rows);
        }
    }

    public void Add(string rule, long rows)
    {
        Emptied += rows;
        if (rows > 0)
        {
            _rules[rule] = _rules.GetValueOrDefault(rule) + rows;
        }
    }

    public RetentionRow Row(int day, int shard, DateTimeOffset? finished) =>
        new(day, shard, Clients, Emptied, JsonSerializer.SerializeToUtf8Bytes(_rules, RetentionJson.Default.SortedDictionaryStringInt64), finished);

    private static SortedDictionary<string, long> Read(RetentionRow row) => JsonSerializer.Deserialize(row.Detail.Span, RetentionJson.Default.SortedDictionaryStringInt64) ?? [];
}

/// <summary>How a run's rules are written: rows by rule.</summary>
[JsonSerializable(typeof(SortedDictionary<string, long>))]
internal sealed partial class RetentionJson : JsonSerializerContext;
