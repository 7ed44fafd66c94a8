namespace Luxe.Cli.Http;

/// <summary>Where a running Luxe is and with which keys to speak to it.</summary>
/// <param name="Url">Base address.</param>
/// <param name="WriteKey">Ingest key (Segment's write key).</param>
/// <param name="AdminKey">Management key; null where only events are sent.</param>
public sealed record LuxeServer(Uri Url, string WriteKey, string? AdminKey);
