using System.Text.Json;

namespace Luxe.Storage.Verify;

/// <summary>A row that says that two clients became one, or two again. The kinds are those that the grains write.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Kind">merged or merge-undone at the survivor; merged-into or restored at the absorbed.</param>
/// <param name="MergeId">The merge.</param>
/// <param name="Other">The other of the two.</param>
internal sealed record MergeRow(long Seq, string Kind, string MergeId, string Other)
{
    public const string Merged = "merged";
    public const string MergedInto = "merged-into";
    public const string Undone = "merge-undone";
    public const string Restored = "restored";
    public const string Erased = "erased";

    /// <summary>The row as one of a merge, or null when it is none.</summary>
    public static MergeRow? Read(long seq, string kind, JsonElement payload) => kind switch
    {
        Merged or Undone => new(seq, kind, payload.GetProperty("mergeId").GetString()!, payload.GetProperty("absorbedId").GetString()!),
        MergedInto or Restored => new(seq, kind, payload.GetProperty("mergeId").GetString()!, payload.GetProperty("survivorId").GetString()!),
        _ => null,
    };
}
