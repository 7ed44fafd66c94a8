using System.Text.Json;

namespace Luxe.Storage.Identities;

/// <summary>Claims and standings as grain state held them: JSON in an envelope, under a key that begins with <c>=</c>.</summary>
internal static class OldGrainState
{
    /// <summary>Adds the claim, unless it was released; false when it cannot be read.</summary>
    public static bool TryReadClaim(string? key, byte[] payload, List<object?[]> claims) => TryRead(key, payload, (token, state) =>
    {
        if (Text(state, "customerId") is { } customer)
        {
            claims.Add([token, customer]);
        }
    });

    /// <summary>Adds the standing; false when it cannot be read.</summary>
    public static bool TryReadStanding(string? key, byte[] payload, List<object?[]> standings) => TryRead(key, payload, (customer, state) =>
        standings.Add([customer, state.GetProperty("standing").GetInt32(), Text(state, "into"), state.TryGetProperty("namings", out var namings) ? namings.GetInt32() : 0]));

    private static bool TryRead(string? key, byte[] payload, Action<string, JsonElement> add)
    {
        try
        {
            using var envelope = JsonDocument.Parse(payload);
            if (key is not ['=', .. { Length: > 0 } id])
            {
                return false;
            }

            // An empty text is a grain that never wrote.
            if (Text(envelope.RootElement, "Json") is { Length: > 0 } text)
            {
                using var state = JsonDocument.Parse(text);
                add(id, state.RootElement);
            }

            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
