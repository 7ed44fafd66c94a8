using Luxe.Contracts.Rights;
using Luxe.Grains.Identity;
using Luxe.Grains.Time;
using Luxe.Storage;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Rights;

/// <summary>
/// What a house does before it takes calls: it goes on with erasures that were cut off; and whoever the list outside the database says was erased, and the
/// database does not know, because an older backup was restored, is erased again.
/// </summary>
public sealed partial class ErasureCatchUp
{
    private readonly IGrainFactory _grains;
    private readonly IErasures _erasures;
    private readonly IRemains _remains;
    private readonly IErasureLog _file;
    private readonly Pseudonyms _pseudonyms;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    internal ErasureCatchUp(IGrainFactory grains, IErasures erasures, IRemains remains, IErasureLog file, Pseudonyms pseudonyms, TimeProvider time, ILogger<ErasureCatchUp> log) =>
        (_grains, _erasures, _remains, _file, _pseudonyms, _time, _log) = (grains, erasures, remains, file, pseudonyms, time, log);

    /// <summary>Completes when nobody is left who must not be there. What was cut off and fails again is left to its reminder.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read or written: the house must not open.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await RestoredAsync(cancellationToken);
        foreach (var order in await _erasures.ListUnfinishedAsync(cancellationToken))
        {
            try
            {
                await _grains.GetGrain<IErasure>(order).Continue();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogUnfinished(fault.GetType().Name);
            }
        }
    }

    private async Task RestoredAsync(CancellationToken cancellationToken)
    {
        var missing = new Dictionary<string, ErasureLine>(StringComparer.Ordinal);
        foreach (var line in await _file.ReadAsync(cancellationToken))
        {
            if (await _erasures.FindAsync(line.Pseudonym, cancellationToken) is null)
            {
                missing[line.Pseudonym] = line;
            }
        }

        if (missing.Count == 0)
        {
            return;
        }

        var again = 0;
        for (var after = ""; await _remains.ListCustomersAsync(after, cancellationToken) is { IsEmpty: false } page; after = page[^1])
        {
            foreach (var customer in page)
            {
                if (missing.ContainsKey(_pseudonyms.Of(customer)))
                {
                    await EraseAgainAsync(customer);
                    again++;
                }
            }
        }

        // Of whom this database never knew anything it knows from now on that she was erased, and needs no second look.
        foreach (var line in missing.Values)
        {
            await _erasures.AddAsync(new ErasureRow(line.Pseudonym, line.OrderId, null, "list", "restore", line.At, 0, "", null, _time.Now()), cancellationToken);
        }

        LogAgain(missing.Count, again);
    }

    private async Task EraseAgainAsync(string customer)
    {
        var order = _grains.GetGrain<IErasure>($"again-{_pseudonyms.Of(customer)}");
        await order.Order(new ErasureRequest(customer, "list", "restore"));
        await order.Continue();
    }

    [LoggerMessage(1163, LogLevel.Warning, "The list of erasures names {Missing} whom this database does not know to be erased; {Again} were found in it and erased again.")]
    private partial void LogAgain(int missing, int again);

    [LoggerMessage(1164, LogLevel.Warning, "An erasure that was cut off could not be gone on with yet ({Fault}); its reminder tries again.")]
    private partial void LogUnfinished(string fault);
}
