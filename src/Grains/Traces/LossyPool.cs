namespace Luxe.Grains.Traces;

/// <summary>
/// Equal values as one object, for as long as there is room: a table of fixed size in which newcomers displace others, without locks.
/// A value that was displaced is only shared no longer. So nothing is kept that the table cannot hold, and nothing is waited for.
/// </summary>
/// <param name="places">How many values it holds at most: a power of two.</param>
internal sealed class LossyPool<T>(int places)
    where T : class, IEquatable<T>
{
    private const int Ways = 4;

    private readonly T?[] _places = new T?[places];
    private int _next;

    /// <summary>The value that stands for all its equals.</summary>
    public T Share(T value)
    {
        var set = value.GetHashCode() & (_places.Length - 1) & ~(Ways - 1);
        var free = -1;
        for (var way = set; way < set + Ways; way++)
        {
            var held = Volatile.Read(ref _places[way]);
            if (held is null)
            {
                free = way;
            }
            else if (held.Equals(value))
            {
                return held;
            }
        }

        // Threads may lose each other's newcomers or turns here; what is lost is a little memory.
        Volatile.Write(ref _places[free >= 0 ? free : set + (_next++ & (Ways - 1))], value);
        return value;
    }
}
