namespace Luxe.Silo.Hosting;

/// <summary>Under which keys what is personal is sealed.</summary>
public sealed partial record LuxeHostOptions
{
    /// <summary>Whether what is personal is sealed.</summary>
    public bool Seals { get; init; }

    /// <summary>
    /// The master keys, lines of <c>NUMBER BASE64</c>. Null: those of the environment's LUXE_MASTER_KEYS, else what the command in LUXE_MASTER_KEY_COMMAND prints,
    /// else the file keys/master.keys in <see cref="DataDirectory"/>, which the first start makes.
    /// </summary>
    public string? MasterKeys { get; init; }
}
