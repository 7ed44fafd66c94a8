using System.Collections.Immutable;

namespace Luxe.Grains.Policies;

/// <summary>Where a house keeps the files of its policy, one a version. They are read at the start and when somebody asks for it; nothing watches them.</summary>
/// <param name="path">The folder; it need not be there. Null: none.</param>
public sealed class PolicyFolder(string? path)
{
    /// <summary>What the name of each file ends with.</summary>
    public const string Extension = ".policy.json";

    /// <summary>No folder.</summary>
    public static PolicyFolder None { get; } = new(null);

    /// <summary>Every version's file, in the order of their names.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public ImmutableArray<PolicyFile> Read() => path is null || !Directory.Exists(path) ? [] :
    [
        .. Directory.EnumerateFiles(path, "*" + Extension)
            .Order(StringComparer.Ordinal)
            .Select(static file => new PolicyFile(Path.GetFileName(file), File.ReadAllBytes(file))),
    ];
}

/// <summary>A file of the policy.</summary>
/// <param name="Name">Its name without folders.</param>
/// <param name="Bytes">What it holds.</param>
public sealed record PolicyFile(string Name, ReadOnlyMemory<byte> Bytes);
