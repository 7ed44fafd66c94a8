using System.Globalization;
using Luxe.Contracts.Customers;
using Luxe.Silo.Problems;
using Luxe.Silo.Telemetry;

namespace Luxe.Silo.Ingest;

/// <summary>Takes a batch: parse, find whom each event is about, record per client, keep what cannot be taken. Returns when all of it is durable.</summary>
internal sealed partial class IngestPipeline(
    SegmentParser parser, IdentityStitcher identities, DeadLetterOffice deadLetters, IGrainFactory grains, LuxeMeter meter, ILogger<IngestPipeline> logger)
{
    /// <summary>Clients of one batch that are worked on at once: enough to share commits, few enough that one batch does not flood the silo.</summary>
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 64 };

    /// <summary>Takes the batch; the result says which events were put aside. A fault that may pass is thrown, and then nothing counts as taken.</summary>
    public async Task<IReadOnlyList<RejectedEvent>> TakeAsync(IngestBatch batch)
    {
        var rejected = new List<RejectedEvent>();
        var events = Parse(parser, batch, rejected);
        if (events.Count > 0)
        {
            await identities.StitchAsync(events, Parallelism);
            await RecordAsync(events, rejected);
        }

        if (rejected.Count > 0)
        {
            // Last of all: a request that fails before is sent again and would leave its letters twice.
            rejected.Sort(static (one, other) => one.Index.CompareTo(other.Index));
            await deadLetters.KeepAsync(batch, rejected);
            meter.DeadLettered(rejected.Count);
        }

        return rejected;
    }

    /// <summary>Takes a dead letter again; returns why not when it still cannot be taken. It stays the one letter it is.</summary>
    /// <param name="letterId">Its number, which stands in for the ids its events lack: a replay that is repeated must not count twice.</param>
    /// <param name="batch">The letter, opened.</param>
    public async Task<RejectedEvent?> RetryAsync(long letterId, IngestBatch batch)
    {
        var unnamed = 0;
        var stable = new SegmentParser(() => string.Create(CultureInfo.InvariantCulture, $"luxe-letter-{letterId}{(++unnamed == 1 ? "" : $"-{unnamed}")}"));
        var rejected = new List<RejectedEvent>();
        var events = Parse(stable, batch, rejected);
        if (rejected.Count == 0)
        {
            await identities.StitchAsync(events, Parallelism);
            await RecordAsync(events, rejected);
        }

        return rejected.FirstOrDefault();
    }

    private static List<IngestEvent> Parse(SegmentParser parser, IngestBatch batch, List<RejectedEvent> rejected)
    {
        var body = batch.Body.Span;
        var envelope = batch.Envelope;
        var context = envelope.Context is { } range ? body[range] : default;
        var events = new List<IngestEvent>(envelope.Events.Count);
        for (var index = 0; index < envelope.Events.Count; index++)
        {
            if (parser.TryParse(body[envelope.Events[index]], batch.Type, context, envelope.SentAt, batch.ReceivedAt, out var message, out var fault))
            {
                events.Add(new IngestEvent(index, message));
            }
            else
            {
                rejected.Add(fault with { Index = index });
            }
        }

        return events;
    }

    private async Task RecordAsync(List<IngestEvent> events, List<RejectedEvent> rejected)
    {
        foreach (var lost in events.Where(taken => taken.CustomerId is null))
        {
            rejected.Add(new RejectedEvent(lost.Index, lost.Message.Interaction?.EventId, "userId", "could not be resolved to a client"));
        }

        events.RemoveAll(taken => taken.CustomerId is null);
        if (events is [{ Message.Interaction: not null, CustomerId: { } only }])
        {
            await RecordOneAsync(only, events, rejected);
            return;
        }

        var byCustomer = new Dictionary<string, List<IngestEvent>>(StringComparer.Ordinal);
        foreach (var taken in events)
        {
            if (taken.Message.Interaction is not null)
            {
                (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(byCustomer, taken.CustomerId!, out _) ??= []).Add(taken);
            }
        }

        await Parallel.ForEachAsync(byCustomer, Parallelism, async (pair, _) => await RecordOneAsync(pair.Key, pair.Value, rejected));
    }

    private async Task RecordOneAsync(string customerId, List<IngestEvent> events, List<RejectedEvent> rejected)
    {
        try
        {
            Count(await grains.GetGrain<ICustomerGrain>(customerId).Record([.. events.Select(taken => taken.Interaction)]));
        }
        catch (Exception fault) when (!Faults.IsTransient(fault))
        {
            // One of them cannot be recorded, now or later: the others must not suffer from it.
            LogPoison(fault.GetType().FullName, events.Count, fault.StackTrace);
            if (events.Count > 1)
            {
                foreach (var single in events)
                {
                    await RecordOneAsync(customerId, [single], rejected);
                }
            }
            else
            {
                lock (rejected)
                {
                    rejected.Add(new RejectedEvent(events[0].Index, events[0].Interaction.EventId, "", "could not be recorded"));
                }
            }
        }
    }

    private void Count(RecordOutcome outcome) => meter.Recorded(outcome.Recorded, outcome.Repeated, outcome.Dropped);

    [LoggerMessage(1101, LogLevel.Error, "{Fault} while recording {Count} events of one client\n{Stack}")]
    private partial void LogPoison(string? fault, int count, string? stack);
}
