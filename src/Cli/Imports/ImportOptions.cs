namespace Luxe.Cli.Imports;

/// <summary>What to import and how.</summary>
internal sealed record ImportOptions(string Path, string CheckpointPath, string ErrorPath)
{
    /// <summary>Go on where the checkpoint says.</summary>
    public bool Resume { get; init; }

    /// <summary>The consent under which the rows may be held; null leaves clients as they are.</summary>
    public ImportConsent? Consent { get; init; }

    /// <summary>Lines that are read, sent and settled together; checkpoints lie between them.</summary>
    public int ChunkLines { get; init; } = 2_000;

    /// <summary>Both side files lie beside the checkpoint if one is named, else beside the input, or here where that folder cannot be written to.</summary>
    public static ImportOptions For(string path, string? checkpoint)
    {
        var name = System.IO.Path.GetFileName(path);
        var folder = checkpoint is not null ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(checkpoint))! : Writable(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        return new(path, checkpoint ?? System.IO.Path.Combine(folder, name + ".checkpoint.json"), System.IO.Path.Combine(folder, name + ".errors.csv"));
    }

    private static string Writable(string folder)
    {
        try
        {
            using var probe = new FileStream(System.IO.Path.Combine(folder, $".luxe-{Environment.ProcessId}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return folder;
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            return Environment.CurrentDirectory;
        }
    }
}

/// <summary>The consent that the owner of the data vouches for.</summary>
/// <param name="Tier">category, behaviour or identity.</param>
/// <param name="NoticeVersion">The notice that the clients were shown.</param>
internal sealed record ImportConsent(string Tier, string NoticeVersion);

/// <summary>What an import did.</summary>
/// <param name="Lines">Lines read in this run.</param>
/// <param name="Sent">Events acknowledged, earlier runs included.</param>
/// <param name="Bad">Lines reported, earlier runs included.</param>
/// <param name="Clients">Clients whose consent was recorded in this run.</param>
/// <param name="Nothing">True when an earlier run had finished.</param>
internal sealed record ImportSummary(long Lines, long Sent, long Bad, long Clients, bool Nothing = false);
