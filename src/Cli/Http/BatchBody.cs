namespace Luxe.Cli.Http;

/// <summary>Builds Segment batches within the server's limits.</summary>
internal static class BatchBody
{
    /// <summary>Largest body that is built; the limit is 500 KiB.</summary>
    public const int MaxBytes = 490 * 1024;

    /// <summary>Largest event; the limit is 32 KiB.</summary>
    public const int MaxEventBytes = 32 * 1024;

    /// <summary>Most events in a batch; the limit is 2,500.</summary>
    public const int MaxEvents = 1_000;

    private static readonly byte[] Head = "{\"batch\":["u8.ToArray();
    private static readonly byte[] Tail = "]}"u8.ToArray();

    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var length = Head.Length + Tail.Length + events.Sum(each => each.Length) + Math.Max(0, events.Count - 1);
        var body = new byte[length];
        var at = Put(Head, 0);
        for (var index = 0; index < events.Count; index++)
        {
            if (index > 0)
            {
                body[at++] = (byte)',';
            }

            at = Put(events[index].Span, at);
        }

        Put(Tail, at);
        return body;

        int Put(ReadOnlySpan<byte> bytes, int place)
        {
            bytes.CopyTo(body.AsSpan(place));
            return place + bytes.Length;
        }
    }

    public static IEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> Split(IEnumerable<ReadOnlyMemory<byte>> events, int maxEvents = MaxEvents, int maxBytes = MaxBytes)
    {
        var batch = new List<ReadOnlyMemory<byte>>();
        var bytes = 0;
        foreach (var each in events)
        {
            if (batch.Count > 0 && (batch.Count == maxEvents || bytes + each.Length + 1 > maxBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(each);
            bytes += each.Length + 1;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
