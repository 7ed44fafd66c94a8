using Luxe.Silo.Hosting;
using Luxe.Storage;

namespace Luxe.Silo.Keys;

/// <summary>Which of the places, and what is read there.</summary>
internal static class MasterSource
{
    public static IMasterSource Of(LuxeHostOptions options) =>
        (options.MasterKeys ?? Environment.GetEnvironmentVariable(EnvironmentMasters.Variable)) is { Length: > 0 } lines ? new EnvironmentMasters(lines)
        : Environment.GetEnvironmentVariable(CommandMasters.Variable) is { Length: > 0 } command ? new CommandMasters(command)
        : new FileMasters(Path.Combine(options.DataDirectory, "keys", "master.keys"));

    /// <summary>The master keys, or null when there are none yet.</summary>
    /// <exception cref="MasterKeyException">What is there is none.</exception>
    public static MasterKeys? ReadKeys(this IMasterSource source)
    {
        try
        {
            return source.Read() is { } lines ? MasterKeys.Read(lines) : null;
        }
        catch (FormatException fault)
        {
            throw new MasterKeyException($"In {source.Where}: {fault.Message} Nothing was changed.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"{source.Where} cannot be read: {fault.Message} Nothing was changed.");
        }
    }
}
