using System.Text;
using Luxe.Silo.Hosting;

namespace Luxe.Silo.Keys;

/// <summary>Master keys in a file that only its owner may read.</summary>
internal sealed class FileMasters(string path) : IMasterSource
{
    public string Where => "keys/" + Path.GetFileName(path);

    public string? Read() => File.Exists(path) ? File.ReadAllText(path) : null;

    // A new file in the place of the old one: a line that was cut off would be a house that does not start.
    public bool TryAppend(string line)
    {
        var former = Read();
        var text = former is null or "" ? "" : former.TrimEnd('\r', '\n') + "\n";
        SecretFile.Write(path, Encoding.ASCII.GetBytes(text + line + "\n"), replace: former is not null);
        return true;
    }
}
