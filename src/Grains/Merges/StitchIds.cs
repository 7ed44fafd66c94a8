using Luxe.Grains.Identity;

namespace Luxe.Grains.Merges;

/// <summary>
/// Ids of merges that nobody ordered. The same two always make the same id, so that a retry after a lost answer is one merge. It stands in ledgers, which
/// outlive both, so that it is a keyed hash of the two ids: who was erased is not named by it. Houses from before that have ids that name both.
/// </summary>
internal static class StitchIds
{
    private const string Prefix = "stitch~";
    private const string AfterMark = "~after~";
    private const int Digits = 26;

    /// <summary>Keeps it apart from the hashes of tokens and from pseudonyms.</summary>
    private const int Domain = 102;

    /// <param name="keys">The house's hash.</param>
    /// <param name="former">Whose sequence it is.</param>
    /// <param name="survivor">Who takes it in.</param>
    /// <param name="undone">The merge by whose undoing she is stitched again; null the first time.</param>
    public static string Of(IdentityKeys keys, string former, string survivor, string? undone = null) =>
        Prefix + Pair(keys, former, survivor) + (undone is null ? "" : AfterMark + Unnamed(keys, undone));

    /// <summary>What this very merge was called in houses from before the hash; null for one that somebody ordered.</summary>
    public static string? FormerId(string mergeId, string former, string survivor) => !mergeId.StartsWith(Prefix, StringComparison.Ordinal) ? null
        : mergeId.IndexOf(AfterMark, StringComparison.Ordinal) is > 0 and var after ? $"{Prefix}{former}~{survivor}{mergeId[after..]}"
        : $"{Prefix}{former}~{survivor}";

    /// <summary>Whether it is the id of a merge that nobody ordered.</summary>
    public static bool Is(string mergeId) => mergeId.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether a merge of these two has this id.</summary>
    public static bool Names(IdentityKeys keys, string mergeId, string former, string survivor) =>
        mergeId.Split('~') is ["stitch", var pair, ..] && pair == Pair(keys, former, survivor);

    /// <summary>The survivor that an id from before the hash names; null where it names nobody.</summary>
    public static string? SurvivorOf(string mergeId, string former) =>
        mergeId.Split('~') is ["stitch", var absorbed, var survivor, ..] && absorbed == former ? survivor : null;

    private static string Pair(IdentityKeys keys, string former, string survivor) => keys.Hash(Domain, $"{former}~{survivor}")[..Digits];

    // What was undone may be a stitching that names both.
    private static string Unnamed(IdentityKeys keys, string undone) => Is(undone) ? keys.Hash(Domain, undone)[..Digits] : undone;
}
