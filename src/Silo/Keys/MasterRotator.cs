using System.Threading.Channels;
using Luxe.Storage;

namespace Luxe.Silo.Keys;

/// <summary>
/// Gives the house a new master key while it serves: the line is kept first, then its print, then clients' keys are wrapped under it page by page beside
/// all else. A rotation that was cut off is finished by the next start, as is one that an operator began by adding a line.
/// </summary>
internal sealed partial class MasterRotator(IMasterSource source, IMasterRotation rotation, TimeProvider time, ILogger<MasterRotator> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _one = new(1);

    public Task<RotationState> GetAsync(CancellationToken cancellation) => rotation.GetAsync(cancellation);

    /// <summary>Begins a rotation; null when the source is not ours to write to and holds no newer key.</summary>
    /// <exception cref="MasterKeyException">The source does not hold what the house is sealed under.</exception>
    public async Task<RotationState?> RotateAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var newest = (await rotation.GetAsync(cancellation)).Newest;
            var there = source.ReadKeys() ?? throw new MasterKeyException($"There is no master key in {source.Where} any more.");
            if (there.Newest <= newest && !source.TryAppend(MasterKeys.NewLine(newest + 1)))
            {
                return null;
            }

            await rotation.UseAsync(source.ReadKeys()!, cancellation);
            _wanted.Writer.TryWrite(true);
            return await rotation.GetAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _wanted.Writer.TryWrite(true);
        await foreach (var _ in _wanted.Reader.ReadAllAsync(stoppingToken))
        {
            await FinishAsync(stoppingToken);
        }
    }

    private async Task FinishAsync(CancellationToken stopping)
    {
        try
        {
            if (await rotation.FinishAsync(stopping) is > 0 and var wrapped)
            {
                Rotated(log, wrapped);
            }
        }
        catch (StorageException fault)
        {
            NotRotated(log, fault);
            await Task.Delay(Pause, time, stopping);
            _wanted.Writer.TryWrite(true);
        }
    }

    [LoggerMessage(1030, LogLevel.Information, "{Count} clients' keys are wrapped under the newest master key now.")]
    private static partial void Rotated(ILogger log, long count);

    [LoggerMessage(1031, LogLevel.Warning, "Clients' keys could not be wrapped under the newest master key now; it is tried again.")]
    private static partial void NotRotated(ILogger log, Exception fault);
}
