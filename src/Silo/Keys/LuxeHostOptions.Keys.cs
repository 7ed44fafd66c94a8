namespace Luxe.Silo.Hosting;

/// <summary>Under which keys what is personal is sealed.</summary>
public sealed partial record LuxeHostOptions
{
    /// <summary>
    /// Whether what is personal is sealed; so in every house, and there is no verb or variable that says otherwise. Benches leave it out to measure what it
    /// costs. A house that was ever sealed does not start without.
    /// </summary>
    public bool Seals { get; init; } = true;

    /// <summary>
    /// The master keys, lines of <c>NUMBER BASE64</c>. Null: those of the environment's LUXE_MASTER_KEYS, else what the command in LUXE_MASTER_KEY_COMMAND prints,
    /// else the file keys/master.keys in <see cref="DataDirectory"/>, which the first start makes.
    /// </summary>
    public string? MasterKeys { get; init; }
}
