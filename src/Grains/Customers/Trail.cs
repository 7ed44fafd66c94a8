using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Tallies;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>What the interactions of one tier left: the latest as traces, and sums of all. There is one trail per tier, so that a purge takes it whole.</summary>
internal sealed record Trail
{
    public static Trail Empty { get; } = new();

    /// <summary>The latest, in order of event time.</summary>
    [JsonConverter(typeof(TraceWindowJson))]
    public Tail<Trace> Window { get; init; }

    /// <summary>Interactions of her life at this tier, those that left the window too.</summary>
    public long Count { get; init; }

    public PeriodTable<ActivityPeriod> Months { get; init; } = PeriodTable<ActivityPeriod>.Empty;

    /// <summary>When she was last met in each channel.</summary>
    public ImmutableArray<ChannelSeen> Channels { get; init; } = [];

    /// <summary>See <see cref="Tallies.Hours"/>.</summary>
    public ImmutableArray<ushort> Hours { get; init; } = [];

    public Trail Add(Interaction interaction)
    {
        var trace = Trace.Of(interaction);
        return new()
        {
            Window = Window.Put(trace),
            Count = Count + 1,
            Months = ActivityPeriod.Of(interaction) is { } period ? Months.Add(period) : Months,
            Channels = Channels.Count(new ChannelSeen(interaction.Channel, trace.Second), Enum.GetValues<Channel>().Length),
            Hours = Hours.Count(interaction.OccurredAt),
        };
    }

    /// <summary>What of it does not rest on these uses, as far as the window and the columns of months tell them apart; the rest is left out.</summary>
    public Trail Without(DataUses uses)
    {
        var left = Empty with
        {
            Window = Window.Where(trace => (ConsentGate.UseOf(trace.Kind) & uses) == DataUses.None),
            Months = Months.Rows.Select(period => period.Without(uses)).Where(static period => !period.IsEmpty)
                .Aggregate(PeriodTable<ActivityPeriod>.Empty, static (months, period) => months.Add(period)),
        };
        foreach (var trace in left.Window.AsSpan())
        {
            left = left with
            {
                Count = left.Count + 1,
                Channels = left.Channels.Count(new ChannelSeen(trace.Channel, trace.Second), Enum.GetValues<Channel>().Length),
                Hours = left.Hours.Count(trace.At),
            };
        }

        return left;
    }
}
