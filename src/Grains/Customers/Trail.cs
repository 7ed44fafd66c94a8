using System.Text.Json.Serialization;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>What the interactions of one tier left: the latest as traces, and how many there were.</summary>
internal sealed record Trail
{
    public static Trail Empty { get; } = new();

    /// <summary>The latest, in order of event time.</summary>
    [JsonConverter(typeof(TraceWindowJson))]
    public Tail<Trace> Window { get; init; }

    /// <summary>Interactions of her life at this tier, those that left the window too.</summary>
    public long Count { get; init; }

    public Trail Add(Interaction interaction) => new() { Window = Window.Put(Trace.Of(interaction)), Count = Count + 1 };
}
