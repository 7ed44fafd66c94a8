using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Luxe.Contracts.Customers;
using Luxe.Silo.Problems;
using Luxe.Silo.Telemetry;

namespace Luxe.Silo.Ingest;

/// <summary>Takes a batch: parse, find whom each event is about, record per client, keep what cannot be taken. Returns when all of it is durable.</summary>
internal sealed partial class IngestPipeline(
    SegmentParser parser, IdentityStitcher identities, DeadLetterOffice deadLetters, IGrainFactory grains, LuxeMeter meter, ILogger<IngestPipeline> logger)
{
    /// <summary>Takes the batch; the result says which events were put aside. A fault that may pass is thrown, and then nothing counts as taken.</summary>
    public async Task<IReadOnlyList<RejectedEvent>> TakeAsync(IngestBatch batch)
    {
        var rejected = new List<RejectedEvent>();
        var events = Parse(parser, batch, rejected);
        if (events.Count > 0)
        {
            await identities.StitchAsync(events, earlier => RecordAsync(earlier, rejected));
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
            await identities.StitchAsync(events, earlier => RecordAsync(earlier, rejected));
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

    /// <summary>Records what is not recorded yet, once for each client.</summary>
    private Task RecordAsync(List<IngestEvent> events, List<RejectedEvent> rejected)
    {
        var clients = new List<IngestEvent>(events.Count);
        var byCustomer = events.Count > 1 ? new Dictionary<string, IngestEvent>(events.Count, StringComparer.Ordinal) : null;
        foreach (var taken in events)
        {
            if (taken.IsDone)
            {
                continue;
            }

            taken.IsDone = true;
            if (taken.CustomerId is null)
            {
                lock (rejected)
                {
                    rejected.Add(new RejectedEvent(taken.Index, taken.Message.Interaction?.EventId, "userId", "could not be resolved to a client"));
                }
            }
            else if (taken.Message.Interaction is not null)
            {
                Chain(taken, byCustomer, clients);
            }
        }

        return clients.Count == 0 ? Task.CompletedTask : SideBySide.ForEachAsync(clients, first => RecordOneAsync(first, rejected));
    }

    /// <summary>Hangs an event behind the former one of its client, or begins her chain.</summary>
    private static void Chain(IngestEvent taken, Dictionary<string, IngestEvent>? byCustomer, List<IngestEvent> clients)
    {
        if (byCustomer is null)
        {
            clients.Add(taken);
            return;
        }

        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(byCustomer, taken.CustomerId!, out var isKnown);
        if (isKnown)
        {
            last!.Next = taken;
        }
        else
        {
            clients.Add(taken);
        }

        last = taken;
    }

    private async Task RecordOneAsync(IngestEvent first, List<RejectedEvent> rejected)
    {
        var interactions = Interactions(first);
        try
        {
            Count(await grains.GetGrain<ICustomerGrain>(first.CustomerId!).Record(interactions));
        }
        catch (Exception fault) when (!Faults.IsTransient(fault))
        {
            // One of them cannot be recorded, now or later: the others must not suffer from it.
            LogPoison(fault.GetType().FullName, interactions.Length, fault.StackTrace);
            if (interactions.Length > 1)
            {
                for (IngestEvent? single = first, rest; single is not null; single = rest)
                {
                    (rest, single.Next) = (single.Next, null);
                    await RecordOneAsync(single, rejected);
                }

                return;
            }

            lock (rejected)
            {
                rejected.Add(new RejectedEvent(first.Index, first.Interaction.EventId, "", "could not be recorded"));
            }
        }
    }

    private static ImmutableArray<Interaction> Interactions(IngestEvent first)
    {
        if (first.Next is null)
        {
            return [first.Interaction];
        }

        var interactions = ImmutableArray.CreateBuilder<Interaction>();
        for (var taken = first; taken is not null; taken = taken.Next)
        {
            interactions.Add(taken.Interaction);
        }

        return interactions.DrainToImmutable();
    }

    private void Count(RecordOutcome outcome) => meter.Recorded(outcome.Recorded, outcome.Repeated, outcome.Dropped);

    [LoggerMessage(3101, LogLevel.Error, "{Fault} while recording {Count} events of one client\n{Stack}")]
    private partial void LogPoison(string? fault, int count, string? stack);
}
