using System.Collections.Concurrent;
using Luxe.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Rights;

/// <summary>
/// Everybody who was erased, in memory: loaded at the start, read again every half minute, what this silo does at once. With every read the file beside the
/// database learns of those it lacks, so that each silo's folder knows all of them.
/// </summary>
internal sealed partial class ErasedList(IErasures erasures, IErasureLog file, TimeProvider time, ILogger<ErasedList> log) : BackgroundService, IErasedList
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, byte> _known = new(StringComparer.Ordinal);
    private long _read = -1;

    public bool Contains(string pseudonym) => !_known.IsEmpty && _known.ContainsKey(pseudonym);

    public async Task<string?> FindAsync(string pseudonym)
    {
        if (await erasures.FindAsync(pseudonym) is not { } row)
        {
            return null;
        }

        Add(pseudonym);
        return row.OrderId;
    }

    public void Add(string pseudonym) => _known.TryAdd(pseudonym, 0);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Read(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Read(stoppingToken);
            }
            catch (Exception fault) when (fault is StorageException or IOException or UnauthorizedAccessException)
            {
                NotRead(log, fault.GetType().Name);
            }
        }
    }

    /// <summary>Rows are only ever added: as many as before are the same.</summary>
    private async Task Read(CancellationToken cancellationToken)
    {
        if (await erasures.CountAsync(cancellationToken) is var count && count == _read)
        {
            return;
        }

        var lines = new List<ErasureLine>();
        for (ErasureRow? after = null; ;)
        {
            var page = await erasures.ListAsync(after, cancellationToken);
            foreach (var row in page)
            {
                Add(row.Pseudonym);
                lines.Add(new ErasureLine(row.Pseudonym, row.OrderId, row.ErasedAt));
            }

            if (page.IsEmpty)
            {
                break;
            }

            after = page[^1];
        }

        await file.AddAsync(lines, cancellationToken);
        _read = count;
    }

    [LoggerMessage(1160, LogLevel.Warning, "The list of erased clients could not be read again ({Fault}); what is known of it holds, and the next half minute tries again.")]
    private static partial void NotRead(ILogger log, string fault);
}
