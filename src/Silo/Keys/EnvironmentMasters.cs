namespace Luxe.Silo.Keys;

/// <summary>Master keys that the process was given. Where a value has one line only, semicolons part them.</summary>
internal sealed class EnvironmentMasters(string lines) : IMasterSource
{
    public const string Variable = "LUXE_MASTER_KEYS";

    public string Where => Variable;

    public string? Read() => lines.Replace(';', '\n');

    public bool TryAppend(string line) => false;
}
