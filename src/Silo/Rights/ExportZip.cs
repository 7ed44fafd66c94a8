using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Luxe.Contracts.Rights;

namespace Luxe.Silo.Rights;

/// <summary>
/// A client's export as a zip: every section as JSON and as CSV, a page that a person can read, and a manifest with the hash of each file. The parts are read
/// once for each form and written as they come: never a life in memory, and nothing of it on disk.
/// </summary>
internal sealed class ExportZip(Func<string?, Task<ExportPart>> read, ExportWords words, DateTimeOffset madeAt)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<ExportedFile> _files = [];

    /// <summary>Writes the whole zip.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var outflow = new Outflow(output, cancellationToken);
        using (var zip = new ZipArchive(outflow, ZipArchiveMode.Create, leaveOpen: true))
        {
            await SectionsAsync(zip, outflow, "json", static (file, _) => file.Text("["), JsonRow, static (file, _) => file.Text("\n]\n"));
            await SectionsAsync(zip, outflow, "csv", static (file, part) => file.Text("\uFEFF" + CsvText.Line(part.Columns)), CsvRow, static (_, _) => { });
            await PageAsync(zip, outflow);
            using var manifest = new HashedFile(zip, "manifest.json");
            manifest.Text(JsonSerializer.Serialize(new { madeAt, files = _files }, Indented));
        }

        await outflow.DrainAsync();
    }

    private async Task SectionsAsync(
        ZipArchive zip, Outflow outflow, string form, Action<HashedFile, ExportPart> begin, Action<HashedFile, ExportPart, string, bool> row, Action<HashedFile, ExportPart> end)
    {
        var after = form == "json" ? null : First;
        HashedFile? file = null;
        ExportPart? last = null;
        var rows = 0;
        do
        {
            var part = await read(after);
            if (part.Section != last?.Section)
            {
                Close(file, last, rows, end);
                file = new HashedFile(zip, $"{part.Section}.{form}");
                rows = 0;
                begin(file, part);
            }

            foreach (var text in part.Rows)
            {
                row(file!, part, text, rows++ == 0);
            }

            await outflow.DrainAsync();

            (last, after) = (part, part.Next);
        }
        while (after is not null);
        Close(file, last, rows, end);
    }

    // The first part again, without being written down as another export.
    private const string First = "0:";

    private void Close(HashedFile? file, ExportPart? part, int rows, Action<HashedFile, ExportPart> end)
    {
        if (file is not null)
        {
            end(file, part!);
            _files.Add(file.End(rows));
            file.Dispose();
        }
    }

    private static void JsonRow(HashedFile file, ExportPart part, string row, bool isFirst) => file.Text((isFirst ? "\n  " : ",\n  ") + row);

    private static void CsvRow(HashedFile file, ExportPart part, string row, bool isFirst)
    {
        using var json = JsonDocument.Parse(row);
        file.Text(CsvText.Line(part.Columns.Select(column => CsvText.Cell(json.RootElement, column))));
    }

    private async Task PageAsync(ZipArchive zip, Outflow outflow)
    {
        using var page = new HashedFile(zip, "index.html");
        page.Text(ExportPage.Head(words, madeAt));
        string? section = null;
        var rows = 0;
        for (string? after = First; after is not null;)
        {
            var part = await read(after);
            if (part.Section != section)
            {
                page.Text((section is null ? "" : ExportPage.End) + ExportPage.Begin(words, part));
                section = part.Section;
            }

            foreach (var row in part.Rows)
            {
                using var json = JsonDocument.Parse(row);
                page.Text(ExportPage.Row(part.Columns.Select(column => CsvText.Plain(json.RootElement, column))));
                rows++;
            }

            await outflow.DrainAsync();
            after = part.Next;
        }

        page.Text(ExportPage.End + ExportPage.Tail);
        _files.Add(page.End(rows));
    }

    /// <summary>A file of the zip, and what its bytes hash to.</summary>
    private sealed class HashedFile(ZipArchive zip, string name) : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly Stream _stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        private long _bytes;

        public void Text(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            _hash.AppendData(bytes);
            _bytes += bytes.Length;
            _stream.Write(bytes);
        }

        public ExportedFile End(int rows) => new(name, rows, _bytes, Convert.ToHexStringLower(_hash.GetHashAndReset()));

        public void Dispose()
        {
            _hash.Dispose();
            _stream.Dispose();
        }
    }
}

/// <summary>A file of an export.</summary>
/// <param name="Name">Its name in the zip.</param>
/// <param name="Rows">How many things it tells.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, hex.</param>
internal sealed record ExportedFile(string Name, int Rows, long Bytes, string Sha256);
