namespace Luxe.Storage;

/// <summary>A version of the maison's policy, as its file was.</summary>
/// <param name="Version">Its name.</param>
/// <param name="EffectiveFrom">From when it is in force; microseconds UTC.</param>
/// <param name="Sha256">SHA-256 (lower-case hex) of the document.</param>
/// <param name="Document">The file's bytes.</param>
/// <param name="LoadedAt">When it was first loaded; microseconds UTC.</param>
public sealed record PolicyRow(string Version, DateTimeOffset EffectiveFrom, string Sha256, ReadOnlyMemory<byte> Document, DateTimeOffset LoadedAt);
