using System.Runtime.InteropServices;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Silo.Problems;
using Luxe.Silo.Telemetry;

namespace Luxe.Silo.Ingest;

/// <summary>
/// Takes many calls at once from within the house's own process: history from elsewhere. Parsing, identities, gates, fold and idempotency are
/// those of the tracking API; what one client did in a chunk goes to her as one call, so that it is one append.
/// </summary>
public sealed partial class BulkIntake
{
    // A client's call is one turn of her grain and one append: bounded, so that neither grows with a chunk.
    private const int PerCall = 1_000;

    // Nobody waits for one of them: as many as fill a commit.
    private const int AtOnce = 2_048;

    private static readonly HistoryOutcome Nothing = new(new RecordOutcome(0, 0, 0), false);

    private readonly SegmentParser _parser;
    private readonly IdentityStitcher _identities;
    private readonly LoneTokens _lone;
    private readonly Newborns _newborns;
    private readonly IGrainFactory _grains;
    private readonly LuxeMeter _meter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal BulkIntake(
        SegmentParser parser, IdentityStitcher identities, LoneTokens lone, Newborns newborns, IGrainFactory grains, LuxeMeter meter, TimeProvider time, ILogger<BulkIntake> logger)
    {
        (_parser, _identities, _lone, _newborns) = (parser, identities, lone, newborns);
        (_grains, _meter, _time, _logger) = (grains, meter, time, logger);
    }

    /// <summary>Takes the calls; everything that is not rejected is durable when it returns.</summary>
    /// <param name="calls">Segment calls, each one valid JSON object, in their order.</param>
    /// <param name="consent">What is decided for clients who have decided nothing yet; null leaves them as they are.</param>
    /// <exception cref="Luxe.Storage.StorageUnavailableException">The database is away; the same chunk may be taken again.</exception>
    public async Task<BulkOutcome> TakeAsync(IReadOnlyList<ReadOnlyMemory<byte>> calls, BulkConsent? consent)
    {
        var run = new Run(consent);
        var events = Parse(calls, run.Rejected);
        _newborns.Add(await _lone.ResolveAsync(events));
        await _identities.StitchAsync(events.FindAll(static taken => taken.CustomerId is null), earlier => RecordAsync(earlier, run));
        await RecordAsync(events, run);
        _newborns.Clear();
        run.Rejected.Sort(static (one, other) => one.Index.CompareTo(other.Index));
        return new BulkOutcome(run.Recorded, run.Repeated, run.Dropped, run.Decided, run.Rejected);
    }

    /// <summary>Records what is not recorded yet, client by client.</summary>
    private Task RecordAsync(List<IngestEvent> events, Run run) => SideBySide.ForEachAsync(
        [.. Group(events, run.Rejected)],
        async client =>
        {
            var consent = run.Consent is { } given ? Vouched(client.Key, given) : null;
            for (var from = 0; from < client.Value.Count; from += PerCall)
            {
                var outcome = await RecordAsync(client.Key, consent, client.Value.GetRange(from, Math.Min(PerCall, client.Value.Count - from)), run.Rejected);
                Interlocked.Add(ref run.Recorded, outcome.Record.Recorded);
                Interlocked.Add(ref run.Repeated, outcome.Record.Repeated);
                Interlocked.Add(ref run.Dropped, outcome.Record.Dropped);
                Interlocked.Add(ref run.Decided, outcome.Decided ? 1 : 0);
            }
        },
        AtOnce);

    private List<IngestEvent> Parse(IReadOnlyList<ReadOnlyMemory<byte>> calls, List<RejectedEvent> rejected)
    {
        var receivedAt = _time.GetUtcNow();
        var messages = new SegmentMessage?[calls.Count];
        Parallel.For(0, calls.Count, index =>
        {
            if (!_parser.TryParse(calls[index].Span, SegmentCallType.Unstated, default, null, receivedAt, out messages[index], out var fault))
            {
                lock (rejected)
                {
                    rejected.Add(fault with { Index = index });
                }
            }
        });
        var events = new List<IngestEvent>(calls.Count);
        for (var index = 0; index < messages.Length; index++)
        {
            if (messages[index] is { } message)
            {
                events.Add(new IngestEvent(index, message));
            }
        }

        return events;
    }

    private static Dictionary<string, List<IngestEvent>> Group(List<IngestEvent> events, List<RejectedEvent> rejected)
    {
        var byCustomer = new Dictionary<string, List<IngestEvent>>(StringComparer.Ordinal);
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
                    rejected.Add(new RejectedEvent(taken.Index, null, "userId", "could not be resolved to a client"));
                }
            }
            else if (taken.Message.Interaction is not null)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(byCustomer, taken.CustomerId, out _) ??= []).Add(taken);
            }
        }

        return byCustomer;
    }

    private ConsentDecision Vouched(string customerId, BulkConsent consent) =>
        new($"import-{customerId}", consent.Tier, Purposes.None, consent.NoticeVersion, null, "import", ConsentDecision.Voucher, _time.GetUtcNow());

    private async Task<HistoryOutcome> RecordAsync(string customerId, ConsentDecision? consent, List<IngestEvent> events, List<RejectedEvent> rejected)
    {
        try
        {
            var outcome = await _grains.GetGrain<ICustomerHistory>(customerId).Import(consent, [.. events.Select(static taken => taken.Interaction)]);
            _meter.Recorded(outcome.Record.Recorded, outcome.Record.Repeated, outcome.Record.Dropped);
            return outcome;
        }
        catch (Exception fault) when (!Faults.IsTransient(fault))
        {
            LogPoison(fault.GetType().FullName, events.Count, fault.StackTrace);
            return await OneByOneAsync(customerId, consent, events, rejected);
        }
    }

    // One of them cannot be recorded, now or later: the others must not suffer from it.
    private async Task<HistoryOutcome> OneByOneAsync(string customerId, ConsentDecision? consent, List<IngestEvent> events, List<RejectedEvent> rejected)
    {
        if (events is [var only])
        {
            lock (rejected)
            {
                rejected.Add(new RejectedEvent(only.Index, only.Interaction.EventId, "", "could not be recorded"));
            }

            return Nothing;
        }

        var sum = Nothing;
        foreach (var single in events)
        {
            var one = await RecordAsync(customerId, consent, [single], rejected);
            sum = new HistoryOutcome(
                new RecordOutcome(sum.Record.Recorded + one.Record.Recorded, sum.Record.Repeated + one.Record.Repeated, sum.Record.Dropped + one.Record.Dropped),
                sum.Decided || one.Decided);
        }

        return sum;
    }

    private sealed class Run(BulkConsent? consent)
    {
        public long Recorded;
        public long Repeated;
        public long Dropped;
        public long Decided;

        public BulkConsent? Consent { get; } = consent;

        public List<RejectedEvent> Rejected { get; } = [];
    }

    [LoggerMessage(3107, LogLevel.Error, "{Fault} while recording {Count} imported events of one client\n{Stack}")]
    private partial void LogPoison(string? fault, int count, string? stack);
}

/// <summary>The consent under which imported events are held, for clients who have decided nothing.</summary>
/// <param name="Tier">Her tier.</param>
/// <param name="NoticeVersion">The notice that she was shown.</param>
public sealed record BulkConsent(ConsentTier Tier, string NoticeVersion);

/// <summary>What became of a chunk.</summary>
/// <param name="Recorded">Events written.</param>
/// <param name="Repeated">Events known already.</param>
/// <param name="Dropped">Events that their clients' tiers do not allow.</param>
/// <param name="Decided">Clients whose consent was recorded.</param>
/// <param name="Rejected">Calls that could not be taken, by their place in the chunk.</param>
public sealed record BulkOutcome(long Recorded, long Repeated, long Dropped, long Decided, IReadOnlyList<RejectedEvent> Rejected);
