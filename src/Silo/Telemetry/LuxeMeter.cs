using System.Diagnostics;
using System.Diagnostics.Metrics;
using Luxe.Contracts.Stores;

namespace Luxe.Silo.Telemetry;

/// <summary>What the house counts. Tags are of a fixed, small set; never anything about a person.</summary>
public sealed class LuxeMeter : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Luxe";

    /// <summary>Where spans begin.</summary>
    public static readonly ActivitySource Activities = new(Name);

    private readonly Meter meter = new(Name);
    private readonly Counter<long> events;
    private readonly Counter<long> arrivals;
    private readonly Histogram<double> arrivalToInbox;

    /// <summary>Makes the instruments.</summary>
    public LuxeMeter()
    {
        events = meter.CreateCounter<long>("luxe.events", "{event}", "Events by what became of them: recorded, repeated, dropped by consent, dead_lettered.");
        arrivals = meter.CreateCounter<long>("luxe.arrivals", "{arrival}", "Arrivals by what became of them.");
        arrivalToInbox = meter.CreateHistogram<double>("luxe.arrival_to_inbox", "ms", "From the receipt of an arrival until it is durable in an associate's inbox.");
    }

    /// <summary>Counts what a client's grain did with a batch.</summary>
    public void Recorded(int recorded, int repeated, int dropped)
    {
        Add("recorded", recorded);
        Add("repeated", repeated);
        Add("dropped", dropped);
    }

    /// <summary>Counts events put aside.</summary>
    public void DeadLettered(int count) => Add("dead_lettered", count);

    /// <summary>Counts an arrival; one that was dispatched is in an inbox when the store answers.</summary>
    public void Arrived(ArrivalResult result, TimeSpan elapsed)
    {
        arrivals.Add(1, new KeyValuePair<string, object?>("result", result switch
        {
            ArrivalResult.Dispatched => "dispatched",
            ArrivalResult.Waiting => "waiting",
            ArrivalResult.Repeated => "repeated",
            _ => "not_recognised",
        }));
        if (result == ArrivalResult.Dispatched)
        {
            arrivalToInbox.Record(elapsed.TotalMilliseconds);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private void Add(string outcome, int count)
    {
        if (count > 0)
        {
            events.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
