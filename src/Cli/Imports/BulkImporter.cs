using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Silo.Ingest;

namespace Luxe.Cli.Imports;

/// <summary>
/// Streams a file into a house's own database, through a silo in this process: no HTTP, and one append per client and chunk. While one chunk is
/// written the next is read. A checkpoint follows each chunk that is durable; a chunk that was cut off is taken again, and its events are known.
/// </summary>
internal sealed class BulkImporter(BulkIntake intake, ILineParser parser, ImportOptions options)
{
    private long _decided;

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
        while (lines.Number < settled.Line && await lines.ReadAsync(cancellation) is not null)
        {
        }

        var next = ReadAsync(lines, cancellation);
        while (await next is { } chunk)
        {
            next = ReadAsync(lines, cancellation);
            settled = await TakeAsync(chunk, settled, errors);
            progress?.Invoke(lines.Position, lines.Length);
        }

        (settled with { Done = true }).Write(options.CheckpointPath);
        return new ImportSummary(lines.Number - (from?.Line ?? 0), settled.Sent, settled.Bad, _decided);
    }

    private async Task<Checkpoint> TakeAsync(Chunk chunk, Checkpoint before, ErrorFile errors)
    {
        var consent = options.Consent is { } given ? new BulkConsent(Enum.Parse<ConsentTier>(given.Tier, ignoreCase: true), given.NoticeVersion) : null;
        var outcome = await intake.TakeAsync([.. chunk.Rows.Select(static row => row.Json)], consent);
        _decided += outcome.Decided;
        foreach (var rejected in outcome.Rejected)
        {
            var row = chunk.Rows[rejected.Index];
            chunk.Bad.Add(new BadLine(row.Line, $"refused: {rejected.Field} {rejected.Reason}", Encoding.UTF8.GetString(row.Json.Span)));
        }

        chunk.Bad.Sort(static (one, other) => one.Line.CompareTo(other.Line));
        errors.Add(chunk.Bad);
        var settled = before with { Line = chunk.Last, Sent = before.Sent + chunk.Rows.Count - outcome.Rejected.Count, Bad = before.Bad + chunk.Bad.Count };
        settled.Write(options.CheckpointPath);
        return settled;
    }

    // Lines are read in their order; what they say is read side by side.
    private Task<Chunk?> ReadAsync(LineReader lines, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            var texts = new List<(long Number, string Text, bool WasCut)>(options.ChunkLines);
            while (texts.Count < options.ChunkLines && await lines.ReadAsync(cancellation) is { } line)
            {
                texts.Add((lines.Number, line, lines.WasCut));
            }

            return texts.Count == 0 ? null : Parse(texts);
        },
        cancellation);

    private Chunk Parse(List<(long Number, string Text, bool WasCut)> texts)
    {
        var chunk = new Chunk(texts[^1].Number);
        var skip = texts[0].Number == 1 && parser.IsHeader(texts[0].Text) ? 1 : 0;
        foreach (var (rows, bad) in texts.Skip(skip).Where(static line => line.Text.Length > 0).AsParallel().AsOrdered().Select(Parse))
        {
            chunk.Rows.AddRange(rows);
            if (bad is { } line)
            {
                chunk.Bad.Add(line);
            }
        }

        return chunk;
    }

    private (IReadOnlyList<ImportRow> Rows, BadLine? Bad) Parse((long Number, string Text, bool WasCut) line)
    {
        try
        {
            return line.WasCut
                ? throw new BadLineException($"is longer than {LineReader.MaxLine} characters")
                : ([.. parser.Parse(line.Number, line.Text)], null);
        }
        catch (BadLineException bad)
        {
            return ([], new BadLine(line.Number, bad.Message, line.Text));
        }
    }

    private sealed record Chunk(long Last)
    {
        public List<ImportRow> Rows { get; } = [];

        public List<BadLine> Bad { get; } = [];
    }
}
