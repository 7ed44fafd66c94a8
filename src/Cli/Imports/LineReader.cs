using System.IO.Compression;
using System.Text;

namespace Luxe.Cli.Imports;

/// <summary>Streams the lines of a text file of any size, plain or gzip; a line that never ends does not fill the memory.</summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>Longest line that is kept; what is longer is cut and marked.</summary>
    public const int MaxLine = 256 * 1024;

    private readonly FileStream _file;
    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[64 * 1024];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _end;

    public LineReader(string path)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024, FileOptions.SequentialScan | FileOptions.Asynchronous);
        Length = _file.Length;
        _reader = new StreamReader(IsGzip(_file) ? new GZipStream(_file, CompressionMode.Decompress) : _file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 64 * 1024);
    }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>Bytes read so far, for the progress bar.</summary>
    public long Position => _file.Position;

    /// <summary>Number of the line last read.</summary>
    public long Number { get; private set; }

    /// <summary>True when the line last read was longer than <see cref="MaxLine"/>.</summary>
    public bool WasCut { get; private set; }

    /// <summary>The next line without its end, or null at the end of the file.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        _line.Clear();
        WasCut = false;
        var any = false;
        while (true)
        {
            if (_at == _end)
            {
                _at = 0;
                _end = await _reader.ReadAsync(_buffer, cancellation);
                if (_end == 0)
                {
                    return any ? Finish() : null;
                }
            }

            any = true;
            var rest = _buffer.AsSpan(_at, _end - _at);
            var newline = rest.IndexOf('\n');
            Keep(newline < 0 ? rest : rest[..newline]);
            _at += newline < 0 ? rest.Length : newline + 1;
            if (newline >= 0)
            {
                return Finish();
            }
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private void Keep(ReadOnlySpan<char> part)
    {
        var room = MaxLine - _line.Length;
        WasCut |= part.Length > room;
        _line.Append(part.Length > room ? part[..room] : part);
    }

    private string Finish()
    {
        Number++;
        if (_line.Length > 0 && _line[^1] == '\r')
        {
            _line.Length--;
        }

        return _line.ToString();
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
    }
}
