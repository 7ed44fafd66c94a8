using System.Net;
using Luxe.Cli.Http;

namespace Luxe.Cli.Imports;

/// <summary>
/// Streams a file into a running Luxe. The file is read in chunks of a fixed number of lines; a chunk's rows go to lanes by client, each lane sends its batches one
/// after the other, so a client's events keep their order while several requests are under way. A checkpoint is written when a chunk and all before it are settled:
/// a run that goes on from there sends exactly what an unbroken run would have sent.
/// </summary>
internal sealed class Importer(LuxeApi api, ILineParser parser, ImportOptions options)
{
    private const int ChunksAhead = 4;

    private readonly ConsentGate _gate = new(api, options.Consent);

    public async Task<ImportSummary> RunAsync(Action<long, long>? progress, CancellationToken cancellation)
    {
        var fingerprint = Checkpoint.FingerprintOf(options.Path);
        var from = options.Resume ? Checkpoint.Read(options.CheckpointPath)?.For(parser.Format, fingerprint, options.CheckpointPath) : null;
        if (from is { Done: true })
        {
            return new ImportSummary(0, from.Sent, from.Bad, 0, Nothing: true);
        }

        using var errors = new ErrorFile(options.ErrorPath, append: from is not null);
        errors.Begin();
        using var lines = new LineReader(options.Path);
        var settled = from ?? new Checkpoint(parser.Format, fingerprint, 0, 0, 0, false);
        await SkipAsync(lines, settled.Line, cancellation);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var lanes = Enumerable.Range(0, parser.Lanes).Select(_ => Task.CompletedTask).ToArray();
        var ahead = new Queue<Chunk>();
        try
        {
            while (await ReadChunkAsync(lines, stop.Token) is { } chunk)
            {
                Dispatch(chunk, lanes, stop.Token);
                ahead.Enqueue(chunk);
                while (ahead.Count > ChunksAhead || (ahead.TryPeek(out var first) && first.Work.IsCompleted))
                {
                    settled = await SettleAsync(ahead.Dequeue(), settled, errors);
                    progress?.Invoke(lines.Position, lines.Length);
                }
            }

            while (ahead.TryDequeue(out var chunk))
            {
                settled = await SettleAsync(chunk, settled, errors);
            }
        }
        finally
        {
            // What is under way ends before the run does; a chunk that failed keeps its fault for whoever awaits it.
            await stop.CancelAsync();
            await Task.WhenAll(lanes).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        (settled with { Done = true }).Write(options.CheckpointPath);
        progress?.Invoke(lines.Length, lines.Length);
        return new ImportSummary(lines.Number - (from?.Line ?? 0), settled.Sent, settled.Bad, _gate.Decided);
    }

    private static async Task SkipAsync(LineReader lines, long until, CancellationToken cancellation)
    {
        while (lines.Number < until && await lines.ReadAsync(cancellation) is not null)
        {
        }
    }

    private async Task<Chunk?> ReadChunkAsync(LineReader lines, CancellationToken cancellation)
    {
        var chunk = new Chunk(parser.Lanes);
        var rows = new List<ImportRow>();
        for (var count = 0; count < options.ChunkLines && await lines.ReadAsync(cancellation) is { } line; count++)
        {
            chunk.Last = lines.Number;
            if ((lines.Number == 1 && parser.IsHeader(line)) || line.Length == 0)
            {
                continue;
            }

            try
            {
                if (lines.WasCut)
                {
                    throw new BadLineException($"is longer than {LineReader.MaxLine} characters");
                }

                rows.AddRange(parser.Parse(lines.Number, line));
            }
            catch (BadLineException bad)
            {
                chunk.Report(new BadLine(lines.Number, bad.Message, line));
            }
        }

        ImportLanes.Deal(rows, chunk.Lanes, parser.JoinsIds);
        return chunk.Last == 0 ? null : chunk;
    }

    private void Dispatch(Chunk chunk, Task[] lanes, CancellationToken cancellation)
    {
        var all = parser.JoinsIds ? Task.WhenAll(lanes) : null;
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var (before, rows) = (all ?? lanes[lane], chunk.Lanes[lane]);
            lanes[lane] = rows.Count == 0 ? before : SendAsync(before, chunk, rows, cancellation);
        }

        chunk.Work = Task.WhenAll(lanes);
    }

    private async Task SendAsync(Task before, Chunk chunk, List<ImportRow> rows, CancellationToken cancellation)
    {
        await before;
        await _gate.OpenAsync(rows, cancellation);
        var at = 0;
        foreach (var batch in BatchBody.Split(rows.Select(row => row.Json)))
        {
            var mine = rows.GetRange(at, batch.Count);
            at += batch.Count;
            var rejected = await TrySendAsync(batch, cancellation);
            foreach (var each in rejected)
            {
                chunk.Report(new BadLine(mine[each.Index].Line, $"refused by the server: {each.Field} {each.Reason}", System.Text.Encoding.UTF8.GetString(mine[each.Index].Json.Span)));
            }

            Interlocked.Add(ref chunk.Sent, batch.Count - rejected.Count);
        }
    }

    // A request that the server cannot read at all is the fault of its rows, not of the import: they are reported and the rest goes on.
    private async Task<IReadOnlyList<RejectedEvent>> TrySendAsync(IReadOnlyList<ReadOnlyMemory<byte>> batch, CancellationToken cancellation)
    {
        try
        {
            return await api.SendBatchAsync("v1/import", batch, cancellation);
        }
        catch (LuxeApiException refusal) when (refusal.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge)
        {
            return [.. batch.Select((_, index) => new RejectedEvent(index, null, refusal.Message))];
        }
    }

    private async Task<Checkpoint> SettleAsync(Chunk chunk, Checkpoint before, ErrorFile errors)
    {
        await chunk.Work;
        chunk.Bad.Sort((one, other) => one.Line.CompareTo(other.Line));
        errors.Add(chunk.Bad);
        var settled = before with { Line = chunk.Last, Sent = before.Sent + chunk.Sent, Bad = before.Bad + chunk.Bad.Count };
        settled.Write(options.CheckpointPath);
        return settled;
    }

    private sealed class Chunk(int lanes)
    {
        public long Sent;

        public List<ImportRow>[] Lanes { get; } = [.. Enumerable.Range(0, lanes).Select(_ => new List<ImportRow>())];

        public long Last { get; set; }

        /// <summary>Reported lines; they go to the side file when the chunk is settled, so that a resumed run does not report them twice.</summary>
        public List<BadLine> Bad { get; } = [];

        public Task Work { get; set; } = Task.CompletedTask;

        public void Report(BadLine bad)
        {
            lock (Bad)
            {
                Bad.Add(bad);
            }
        }
    }
}
