using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;
using Luxe.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Policies;

/// <summary>
/// This silo's copy of the policy's versions, swapped whole. The table is the truth: it is read at the start, after each version that is
/// brought here, and every half minute for those that another silo was brought. Without any version the shipped one serves, and is kept.
/// </summary>
internal sealed partial class PolicyBook(IPolicyStore store, PolicyFolder folder, TimeProvider time, ILogger<PolicyBook> log) : IPolicyBook, IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _ending = new();
    private volatile PolicyShelf _shelf = PolicyShelf.Of([ShippedPolicy.Document]);
    private ImmutableArray<PolicyRow> _rows = [];
    private Task _reading = Task.CompletedTask;

    public PolicyDocument Current => _shelf.At(time.GetUtcNow());

    /// <summary>The version whose meaning words have that were given under one that is unknown here.</summary>
    public PolicyDocument Oldest => _shelf.Versions[0];

    /// <summary>What is kept, oldest first; empty while the shipped one serves alone.</summary>
    public ImmutableArray<PolicyRow> Rows => _rows;

    public PolicyDocument? Find(string? version) => _shelf.Find(version);

    public bool Covers(ConsentView consent, DataUses use, string code) => _shelf.Covers(consent, use, code, time.GetUtcNow());

    public ImmutableArray<string> Asks(ConsentView consent) => AsksOf(consent) is { IsEmpty: false } asks ? [.. asks.Select(static ask => ask.Code)] : [];

    /// <summary>As <see cref="Asks"/>, with all that a page says.</summary>
    public ImmutableArray<PolicyAsk> AsksOf(ConsentView consent) => _shelf.Asks(consent, time.GetUtcNow());

    public ConsentDecision Cap(ConsentDecision decision, Traits? traits, DateTimeOffset now) => _shelf.Cap(decision, traits, now);

    public TimeSpan? Keep(ConsentView consent, string category, string? country) => _shelf.Keep(consent, category, country, time.GetUtcNow());

    /// <summary>Takes a version: read, kept, and on this silo's shelf at once.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be written now.</exception>
    public async Task<PolicyOutcome> PutAsync(ReadOnlyMemory<byte> json, string name, CancellationToken cancellation = default)
    {
        PolicyDocument document;
        try
        {
            document = PolicyReader.Read(json, name);
        }
        catch (PolicyException fault)
        {
            return new PolicyOutcome(PolicyResult.Invalid, null, fault.Message);
        }

        await ReadAsync(cancellation);
        var row = ShippedPolicy.RowOf(document, json, time.GetUtcNow());
        if (_rows.Any(there => there.Version == row.Version && there.Sha256 == row.Sha256))
        {
            return new PolicyOutcome(PolicyResult.AlreadyThere, row.Version, null);
        }

        if (document.Base is { } former && _rows.All(there => there.Version != former))
        {
            return new PolicyOutcome(PolicyResult.Invalid, row.Version, $"{name}: base: \"{former}\" is no version that was loaded.");
        }

        if (!await store.TryAddAsync(row, cancellation))
        {
            return new PolicyOutcome(PolicyResult.InUse, row.Version, $"{name}: version: \"{row.Version}\" is in use and cannot be changed; give it a new version.");
        }

        await ReadAsync(cancellation);
        Kept(log, row.Version, row.EffectiveFrom);
        return new PolicyOutcome(PolicyResult.Added, row.Version, null);
    }

    /// <summary>Storage starts before any other service, the silo after all of these: nobody decides before the policy is there.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await TakeFilesAsync(cancellationToken);
        if (_rows.IsEmpty)
        {
            // What decisions name from now on must be there when a later Luxe ships another.
            await store.TryAddAsync(ShippedPolicy.Row(time.GetUtcNow()), cancellationToken);
            await ReadAsync(cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _reading = ReadOnAsync();
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _reading;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _ending.Dispose();

    /// <summary>Reads the table and takes what it holds. A version that this Luxe cannot read is left aside, and said.</summary>
    internal async Task ReadAsync(CancellationToken cancellation)
    {
        var rows = await store.GetAllAsync(cancellation);
        if (rows.Length <= _rows.Length)
        {
            // None is ever changed or taken away.
            return;
        }

        var documents = new List<PolicyDocument>(rows.Length);
        foreach (var row in rows)
        {
            try
            {
                documents.Add(PolicyReader.Read(row.Document, row.Version));
            }
            catch (PolicyException fault)
            {
                Unreadable(log, row.Version, fault.Message);
            }
        }

        lock (_ending)
        {
            // A read that began later may have ended sooner.
            if (rows.Length > _rows.Length)
            {
                _shelf = PolicyShelf.Of(documents is [] ? [ShippedPolicy.Document] : documents);
                _rows = rows;
            }
        }
    }

    // A file that cannot be taken must not keep a house closed: the versions that are kept go on, and the log names file, path and value.
    private async Task TakeFilesAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var file in folder.Read())
            {
                if (await PutAsync(file.Bytes, file.Name, cancellation) is { Fault: { } fault })
                {
                    NotTaken(log, fault);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            NotTaken(log, fault.Message);
        }
    }

    private async Task ReadOnAsync()
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token))
            {
                try
                {
                    await ReadAsync(_ending.Token);
                }
                catch (StorageException fault)
                {
                    NotRead(log, fault.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The house closes.
        }
    }

    [LoggerMessage(1150, LogLevel.Information, "Policy version {Version} is kept; it is in force from {From} on")]
    private static partial void Kept(ILogger log, string version, DateTimeOffset from);

    [LoggerMessage(1151, LogLevel.Error, "Policy version {Version} cannot be read by this Luxe and is left aside: {Fault}")]
    private static partial void Unreadable(ILogger log, string version, string fault);

    [LoggerMessage(1153, LogLevel.Error, "A file of the policy is not taken: {Fault}")]
    private static partial void NotTaken(ILogger log, string fault);

    [LoggerMessage(1152, LogLevel.Warning, "The policy's versions could not be read again ({Fault}); those that are known go on, and it is tried again")]
    private static partial void NotRead(ILogger log, string fault);
}
