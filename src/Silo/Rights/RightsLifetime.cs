using Luxe.Grains.Rights;

namespace Luxe.Silo.Rights;

/// <summary>Between the silo's start and the first call: nobody who was erased is served, whatever was restored; and the nightly retention is set.</summary>
internal sealed class RightsLifetime(ErasureCatchUp catchUp, RetentionStart retention) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await catchUp.RunAsync(cancellationToken);
        await retention.RunAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
