namespace Luxe.Silo.Keys;

/// <summary>Where the master keys are kept.</summary>
internal interface IMasterSource
{
    /// <summary>The place in words, for whoever has to bring them back.</summary>
    string Where { get; }

    /// <summary>The lines; null when there are none yet.</summary>
    /// <exception cref="Luxe.Storage.MasterKeyException">They cannot be had.</exception>
    string? Read();

    /// <summary>Adds a line durably; false where only an operator can.</summary>
    bool TryAppend(string line);
}
