using System.Text.Json;
using Luxe.Grains.Rights;

namespace Luxe.Silo.Rights;

/// <summary>
/// The list of erasures as a file beside the database: a line each, added and never rewritten, on disk before anybody is told. No backup holds it and no
/// restore replaces it. A line that was cut off by a power cut is passed over; the database, which has its row, adds it again.
/// </summary>
internal sealed class ErasureFile(string path) : IErasureLog, IDisposable
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private HashSet<string>? _known;

    public async Task AddAsync(IReadOnlyCollection<ErasureLine> lines, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _known ??= [.. (await ReadLinesAsync(cancellationToken)).Select(static line => line.Pseudonym)];
            var missing = lines.Where(line => !_known.Contains(line.Pseudonym)).ToArray();
            if (missing.Length > 0)
            {
                await WriteAsync(missing, cancellationToken);
                _known.UnionWith(missing.Select(static line => line.Pseudonym));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<IReadOnlyList<ErasureLine>> ReadAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await ReadLinesAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<List<ErasureLine>> ReadLinesAsync(CancellationToken cancellationToken)
    {
        var lines = new List<ErasureLine>();
        if (!File.Exists(path))
        {
            return lines;
        }

        await foreach (var text in File.ReadLinesAsync(path, cancellationToken))
        {
            if (Read(text) is { Pseudonym.Length: > 0 } line)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static ErasureLine? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ErasureLine>(text, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task WriteAsync(ErasureLine[] lines, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);

        // Begins on a line of its own: the former one may have been cut off.
        var text = string.Concat(lines.Select(static line => JsonSerializer.Serialize(line, Form) + "\n"));
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(file.Position > 0 ? "\n" + text : text), cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
