using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>What her pages say to whoever watches the house; never whose they are.</summary>
internal static partial class PreferencesLog
{
    [LoggerMessage(5201, LogLevel.Warning, "A page of a client's own could not load")]
    public static partial void LoadFailed(ILogger logger, Exception exception);

    [LoggerMessage(5202, LogLevel.Information, "A tablet was handed over to a client")]
    public static partial void HandedOver(ILogger logger);

    [LoggerMessage(5203, LogLevel.Information, "A tablet was taken back from a client")]
    public static partial void TakenBack(ILogger logger);
}
