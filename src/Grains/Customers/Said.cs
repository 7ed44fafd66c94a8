namespace Luxe.Grains.Customers;

/// <summary>Yes or no, and when it was said (UTC), in eight bytes: what a list of many such words costs in memory.</summary>
internal readonly record struct Said
{
    private readonly long _packed;

    public Said(DateTimeOffset at, bool isSo) => _packed = (at.UtcTicks << 1) | (isSo ? 1L : 0);

    public DateTimeOffset At => new(_packed >> 1, TimeSpan.Zero);

    public bool Is => (_packed & 1) != 0;
}
