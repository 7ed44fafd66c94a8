namespace Luxe.Grains.Traces;

/// <summary>
/// The last items of a list that goes on, as an immutable value: older values stay what they were. Values that follow one another share
/// one buffer, so that adding copies the items once in <see cref="Slack"/> times; whoever adds to an older value gets a copy.
/// Not for several threads at once: a grain has one.
/// </summary>
internal readonly struct Tail<T>
{
    private const int Slack = 8;

    private readonly Buffer? _buffer;
    private readonly int _start;

    private Tail(Buffer buffer, int start, int length) => (_buffer, _start, Length) = (buffer, start, length);

    public int Length { get; }

    public bool IsEmpty => Length == 0;

    /// <summary>The items, oldest first.</summary>
    public ReadOnlySpan<T> AsSpan() => _buffer is null ? [] : _buffer.Items.AsSpan(_start, Length);

    /// <summary>Exactly these items, without room for more.</summary>
    public static Tail<T> Of(T[] items) => items.Length == 0 ? default : new(new Buffer(items, items.Length), 0, items.Length);

    /// <summary>Those of which it is true.</summary>
    public Tail<T> Where(Func<T, bool> isKept) => Of([.. AsSpan().ToArray().Where(isKept)]);

    /// <summary>One more at the end; beyond <paramref name="capacity"/> the first is lost.</summary>
    public Tail<T> Add(T item, int capacity)
    {
        var lost = Length < capacity ? 0 : 1;
        if (_buffer is { } shared && shared.Used == _start + Length && shared.Used < shared.Items.Length)
        {
            shared.Items[shared.Used++] = item;
            return new(shared, _start + lost, Length + 1 - lost);
        }

        return Copy(Length, item, lost);
    }

    /// <summary>One more at a place between the others; beyond <paramref name="capacity"/> the first is lost, which may be this one.</summary>
    public Tail<T> Insert(int place, T item, int capacity)
    {
        if (place == Length)
        {
            return Add(item, capacity);
        }

        var lost = Length < capacity ? 0 : 1;
        return lost > place ? this : Copy(place, item, lost);
    }

    private Tail<T> Copy(int place, T item, int lost)
    {
        var length = Length + 1 - lost;
        var items = new T[length + Math.Min(Slack, 2 + (length / 8))];
        var former = AsSpan();
        former[lost..place].CopyTo(items);
        items[place - lost] = item;
        former[place..].CopyTo(items.AsSpan(place - lost + 1));
        return new(new Buffer(items, length), 0, length);
    }

    private sealed class Buffer(T[] items, int used)
    {
        public T[] Items { get; } = items;

        /// <summary>How many items the longest value holds: who ends there may go on in place.</summary>
        public int Used { get; set; } = used;
    }
}
