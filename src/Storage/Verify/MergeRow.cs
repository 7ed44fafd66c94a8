using System.Text.Json;

namespace Luxe.Storage.Verify;

/// <summary>A row that says that two clients became one: the survivor's, or the absorbed one's signpost.</summary>
/// <param name="Customer">Whose row.</param>
/// <param name="Seq">Its number.</param>
/// <param name="MergeId">The merge.</param>
/// <param name="Other">The other of the two.</param>
internal sealed record MergeRow(string Customer, long Seq, string MergeId, string Other)
{
    /// <summary>The row as a merge, or null when it is none.</summary>
    public static MergeRow? Read(string customer, long seq, string? eventId, string kind, JsonElement payload) => null;
}
