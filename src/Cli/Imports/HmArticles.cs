using Luxe.Cli.Http;

namespace Luxe.Cli.Imports;

/// <summary>H&amp;M's articles.csv: the catalogue, put in bulk. A repeated run puts the same pieces again.</summary>
internal sealed class HmArticles(LuxeApi api, string path)
{
    private const int AtOnce = 200;

    public async Task<(long Put, long Bad)> RunAsync(Action<long, long>? progress, CancellationToken cancellation)
    {
        using var lines = new LineReader(path);
        using var errors = new ErrorFile(path + ".errors.csv", append: false);
        errors.Begin();
        var columns = new CsvColumns(await lines.ReadAsync(cancellation) ?? throw new InvalidDataException($"{path} is empty."));
        var pieces = new List<object>();
        var (put, bad) = (0L, 0L);
        while (await lines.ReadAsync(cancellation) is { } line)
        {
            try
            {
                pieces.Add(Piece(columns.Read(line)));
            }
            catch (BadLineException fault)
            {
                errors.Add([new BadLine(lines.Number, fault.Message, line)]);
                bad++;
            }

            if (pieces.Count == AtOnce)
            {
                put += await PutAsync(pieces, cancellation);
                progress?.Invoke(lines.Position, lines.Length);
            }
        }

        return (put + await PutAsync(pieces, cancellation), bad);
    }

    private async Task<int> PutAsync(List<object> pieces, CancellationToken cancellation)
    {
        var count = pieces.Count;
        if (count > 0)
        {
            await api.PutAsync("api/products", pieces, cancellation);
            pieces.Clear();
        }

        return count;
    }

    private static object Piece(CsvColumns.Row row) => new
    {
        productId = row.Required("article_id"),
        title = row.Required("prod_name"),
        category = row["product_group_name"] is { Length: > 0 } group ? group : "Unsorted",
        description = row["detail_desc"],
        collection = Empty(row["section_name"]),
        colour = Empty(row["colour_group_name"]),
        silhouette = Empty(row["product_type_name"]),
    };

    private static string? Empty(string text) => text.Length == 0 ? null : text;
}
