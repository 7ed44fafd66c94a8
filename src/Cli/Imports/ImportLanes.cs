namespace Luxe.Cli.Imports;

/// <summary>Deals a chunk's rows out to lanes: what one person did goes one lane, in its order.</summary>
internal static class ImportLanes
{
    public static void Deal(IReadOnlyList<ImportRow> rows, List<ImportRow>[] lanes, bool joinsIds)
    {
        var roots = joinsIds ? Join(rows) : null;
        foreach (var row in rows)
        {
            lanes[Hash(roots is null ? row.Client.Id : Root(roots, row.Client.Id)) % (uint)lanes.Length].Add(row);
        }
    }

    // Union-find over the ids that the chunk's lines name together.
    private static Dictionary<string, string> Join(IReadOnlyList<ImportRow> rows)
    {
        var roots = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var mine = Root(roots, row.Client.Id);
            foreach (var other in row.OtherIds)
            {
                roots[Root(roots, other)] = mine;
            }
        }

        return roots;
    }

    private static string Root(Dictionary<string, string> roots, string id)
    {
        while (roots.TryGetValue(id, out var above) && above != id)
        {
            id = above;
        }

        return id;
    }

    // FNV-1a: the same client goes the same lane in every run.
    private static uint Hash(string client)
    {
        var hash = 2166136261;
        foreach (var letter in client)
        {
            hash = (hash ^ letter) * 16777619;
        }

        return hash;
    }
}
