using System.Xml.Linq;
using Luxe.Tests;

namespace Luxe.House.Tests;

/// <summary>The walls of the house: which room may know which, and what keeps the two runtimes one.</summary>
public sealed class RoomTests
{
    [Theory]
    [InlineData("Contracts", "")]
    [InlineData("Recommendation", "Contracts")]
    [InlineData("Storage", "")]
    [InlineData("Grains", "Contracts Recommendation Storage")]
    [InlineData("ClientelingApp", "Contracts")]
    [InlineData("Silo", "ClientelingApp Contracts Grains Recommendation Storage")]
    [InlineData("Cli", "ClientelingApp Contracts Silo Storage")]
    public void References_OfARoom_PointOneWay(string room, string mayKnow)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", room, $"{room}.csproj"));
        var known = project.Descendants("ProjectReference")
            .Select(r => r.Attribute("Include")!.Value.Replace('\\', '/'))
            .Where(path => path.StartsWith("../", StringComparison.Ordinal) && !path.StartsWith("../../", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.Empty(known.Except(mayKnow.Split(' ')));
    }

    [Fact]
    public void Recommendation_Sources_KnowNoOrleansAndDoNoIO()
    {
        var offenders = Sources("src/Recommendation")
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("Orleans", StringComparison.Ordinal) || text.Contains("System.IO", StringComparison.Ordinal)));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Sources_OutsideHostFiles_HaveNoConditionalCompilation()
    {
        var offenders = Sources("src")
            .Where(file => !file.Contains("/Hosting/", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));
        Assert.Empty(offenders);
    }

    [Fact]
    public void HostFiles_HaveAtMostOneConditional()
    {
        var offenders = Sources("src").Concat(Sources("tests"))
            .Where(file => File.ReadLines(file).Count(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)) > 1);
        Assert.Empty(offenders);
    }

    [Fact]
    public void Namespaces_NeverHideOrleansBehindOurOwn()
    {
        // Inside Luxe.Orleans.* the name Orleans.Runtime.X would bind to Luxe.Orleans.Runtime.X.
        var offenders = Sources("src").Concat(Sources("tests"))
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("namespace Luxe.Orleans", StringComparison.Ordinal)));
        Assert.Empty(offenders);
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}
