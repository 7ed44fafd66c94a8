namespace Luxe.Storage;

/// <summary>What a restore brought back.</summary>
/// <param name="Manifest">What the backup says of itself.</param>
/// <param name="HasIdentityKey">Whether the house will find the identity key that its clients are filed under.</param>
/// <param name="Locked">Of how many clients something is sealed under a key that is not here: nobody can read it until the key is brought back.</param>
public sealed record RestoreOutcome(BackupManifest Manifest, bool HasIdentityKey, long Locked);
