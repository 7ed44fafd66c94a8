using Luxe.Contracts.Customers;

namespace Luxe.Grains.Traces;

/// <summary>
/// What an interaction leaves in memory: 16 bytes, and a subject that clients share. The interaction itself is in the journal.
/// Times are whole seconds since 1970 UTC, until 2106; of one second, what was written earlier comes first.
/// </summary>
internal readonly record struct Trace
{
    private readonly ushort _dwell;
    private readonly byte _kind;
    private readonly byte _channel;

    public Trace(InteractionKind kind, DateTimeOffset at, Channel channel, TimeSpan? dwell, Subject? subject)
    {
        _kind = checked((byte)kind);
        _channel = checked((byte)channel);
        Second = SecondOf(at);
        _dwell = (ushort)Math.Clamp(dwell.GetValueOrDefault().TotalSeconds, 0, ushort.MaxValue);
        Subject = subject;
    }

    public InteractionKind Kind => (InteractionKind)_kind;

    public Channel Channel => (Channel)_channel;

    /// <summary>Seconds since 1970 UTC.</summary>
    public uint Second { get; }

    public DateTimeOffset At => DateTimeOffset.FromUnixTimeSeconds(Second);

    /// <summary>Whole seconds she stayed, 18 hours at most; zero when that was not said.</summary>
    public TimeSpan Dwell => TimeSpan.FromSeconds(_dwell);

    public Subject? Subject { get; }

    public static Trace Of(Interaction interaction) =>
        new(interaction.Kind, interaction.OccurredAt, interaction.Channel, interaction.Dwell, Subject.Of(interaction));

    public static uint SecondOf(DateTimeOffset at) => (uint)Math.Clamp(at.ToUnixTimeSeconds(), 0, uint.MaxValue);
}
