using System.Globalization;
using System.Text;

namespace Luxe.Cli.Imports;

/// <summary>The side file of lines that could not be imported: line, reason, text. It is made when the first one is found.</summary>
internal sealed class ErrorFile(string path, bool append) : IDisposable
{
    private const int TextLength = 500;
    private StreamWriter? _writer;

    public void Add(IReadOnlyList<BadLine> lines)
    {
        foreach (var bad in lines)
        {
            _writer ??= Open();
            var text = bad.Text.Length > TextLength ? bad.Text[..TextLength] : bad.Text;
            _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bad.Line},{Quote(bad.Reason)},{Quote(text)}"));
        }

        _writer?.Flush();
    }

    /// <summary>Forgets an earlier run's file when this run starts anew.</summary>
    public void Begin()
    {
        if (!append)
        {
            File.Delete(path);
        }
    }

    public void Dispose() => _writer?.Dispose();

    private StreamWriter Open()
    {
        var fresh = !append || !File.Exists(path);
        var options = new FileStreamOptions { Mode = append ? FileMode.Append : FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // Rejected lines hold what the maison knows of its clients: they are for whoever imports, and nobody else.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var writer = new StreamWriter(path, new UTF8Encoding(false), options);
        if (fresh)
        {
            writer.WriteLine("line,reason,text");
        }

        return writer;
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";
}
