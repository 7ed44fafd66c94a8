using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Luxe.Embedded;

/// <summary>Start, idle collection and stop of the silo.</summary>
internal sealed partial class SiloRuntime
{
    private ITimer? _collector;
    private volatile Phase _phase;

    private enum Phase : byte
    {
        /// <summary>Calls are taken: before the start too, because services may call grains while the host starts.</summary>
        Running,

        /// <summary>Calls from outside are refused; grains may still call each other to finish.</summary>
        Stopping,

        /// <summary>All calls are refused.</summary>
        Stopped,
    }

    internal int ActivationCount => Activations().Count();

    public void Dispose()
    {
        _phase = Phase.Stopped;
        _collector?.Dispose();
        Timeouts.Dispose();
    }

    internal void Start()
    {
        var serviceId = Services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId;
        EngineLog.Started(Log, _name, serviceId, _classes.Count);
        _collector = TimeProvider.CreateTimer(static state => ((SiloRuntime)state!).CollectIdle(), this, Collection.CollectionQuantum, Collection.CollectionQuantum);
    }

    /// <summary>Deactivates every grain, each after its running calls; what is left at the deadline is abandoned.</summary>
    internal async Task StopAsync(CancellationToken deadline)
    {
        _phase = Phase.Stopping;
        _collector?.Dispose();
        try
        {
            // A grain's last words may activate other grains, hence again until nothing is left.
            while (Activations().ToList() is { Count: > 0 } activations)
            {
                foreach (var activation in activations)
                {
                    activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping."), deadline);
                }

                await Task.WhenAll(activations.Select(static activation => activation.Deactivated)).WaitAsync(deadline);
            }
        }
        catch (OperationCanceledException)
        {
            EngineLog.StoppedWithGrains(Log, ActivationCount);
        }

        _phase = Phase.Stopped;
        Timeouts.FailAll(static request => new SiloUnavailableException($"The silo stopped before {request.Describe()} was answered."));
        Timeouts.Dispose();
        EngineLog.Stopped(Log);
    }

    private SiloUnavailableException? Refusal(GrainRequest request) => _phase switch
    {
        Phase.Running => null,
        Phase.Stopping when request.Caller is not null => null,
        _ => new SiloUnavailableException($"The silo is stopping or has stopped; {request.Describe()} was refused."),
    };

    private IEnumerable<Activation> Activations()
    {
        foreach (var pair in _directory)
        {
            if (pair.Value is Activation activation)
            {
                yield return activation;
            }
            else if (pair.Value is StatelessWorkers workers)
            {
                foreach (var worker in workers.Snapshot())
                {
                    yield return worker;
                }
            }
        }
    }

    private void CollectIdle()
    {
        var ages = _classes.Values.ToDictionary(static grainClass => grainClass, grainClass => grainClass.CollectionAge(Collection));
        foreach (var activation in Activations())
        {
            var age = ages[activation.Class];
            if (activation.IsCollectable(age))
            {
                activation.DeactivateIfIdle(age);
            }
        }
    }
}
