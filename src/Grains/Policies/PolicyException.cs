namespace Luxe.Grains.Policies;

/// <summary>A policy cannot be read. The message names file, path and value.</summary>
public sealed class PolicyException(string message) : Exception(message);
