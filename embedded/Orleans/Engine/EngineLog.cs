using Microsoft.Extensions.Logging;

namespace Luxe.Embedded;

/// <summary>What the engine logs: of a grain its type and the hash of its identity, because a key may be a name; of a call its method and no argument.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(7001, LogLevel.Warning, "An observer failed to be notified and was dropped.")]
    internal static partial void ObserverDropped(ILogger logger, Exception exception);

    [LoggerMessage(7002, LogLevel.Error, "Grain {Grain} failed to activate.")]
    internal static partial void ActivationFailed(ILogger logger, Exception exception, string grain);

    [LoggerMessage(7003, LogLevel.Error, "Grain {Grain} failed while it was deactivated.")]
    internal static partial void DeactivationFailed(ILogger logger, Exception exception, string grain);

    [LoggerMessage(7004, LogLevel.Warning, "A timer callback of grain {Grain} failed; the timer goes on.")]
    internal static partial void TimerFailed(ILogger logger, Exception exception, string grain);

    [LoggerMessage(7005, LogLevel.Error, "An action queued to grain {Grain} failed.")]
    internal static partial void ActionFailed(ILogger logger, Exception exception, string grain);

    [LoggerMessage(7006, LogLevel.Error, "Stage {Stage} failed to stop.")]
    internal static partial void StageFailedToStop(ILogger logger, Exception exception, int stage);

    [LoggerMessage(7007, LogLevel.Information, "The embedded Orleans silo {Name} of service {ServiceId} is up with {Classes} grain classes; it is one process and no cluster.")]
    internal static partial void Started(ILogger logger, string name, string serviceId, int classes);

    [LoggerMessage(7008, LogLevel.Warning, "The silo stops with {Activations} grains still active: the time to stop is over.")]
    internal static partial void StoppedWithGrains(ILogger logger, int activations);

    [LoggerMessage(7009, LogLevel.Information, "The silo has stopped.")]
    internal static partial void Stopped(ILogger logger);

    [LoggerMessage(7010, LogLevel.Warning, "A one-way call of {Method} failed.")]
    internal static partial void OneWayFailed(ILogger logger, Exception exception, string method);

    /// <summary>Names a grain without its key.</summary>
    internal static string Name(GrainId id) => $"{id.Type}#{id.GetUniformHashCode():x8}";
}
