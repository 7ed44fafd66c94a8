using System.Diagnostics.CodeAnalysis;

namespace Luxe.Grains.Traces;

/// <summary>
/// Words that many clients share (categories, currencies, sizes, stores, topics), each as one string in the process. Nothing that a
/// client is known by goes through here: the table outlives her consent.
/// </summary>
internal static class Words
{
    private static readonly LossyPool<string> Pool = new(16_384);

    [return: NotNullIfNotNull(nameof(word))]
    public static string? Share(string? word) => word is null ? null : Pool.Share(word);
}
