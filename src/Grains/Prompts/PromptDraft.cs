using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Luxe.Contracts.Prompts;

namespace Luxe.Grains.Prompts;

/// <summary>A prompt before it has words.</summary>
/// <param name="Kind">Which rule found it.</param>
/// <param name="Subject">What it is about: a product, an occasion, a repair; cooldowns count by it.</param>
/// <param name="Occurrence">Which time this is (a day, a year): the same occurrence is the same prompt.</param>
/// <param name="Pieces">Pieces concerned, best first.</param>
/// <param name="Count">How often she came back, for the rules that count.</param>
/// <param name="On">The day it is about, for dates.</param>
/// <param name="ExpiresAt">When its reason is over, if that is before the policy's expiry.</param>
internal sealed record PromptDraft(
    PromptKind Kind,
    string Subject,
    string Occurrence,
    ImmutableArray<NamedPiece> Pieces,
    int Count = 0,
    DateOnly? On = null,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>
    /// Deterministic, so that raising twice cannot duplicate; hashed, so that the id itself says nothing (it outlives a purge).
    /// </summary>
    public string IdFor(string customerId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{customerId}\n{(int)Kind}\n{Subject}\n{Occurrence}"));
        return $"p_{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }
}

/// <summary>A piece and the name its event carried, if any.</summary>
internal readonly record struct NamedPiece(string ProductId, string? Name);
