using System.Reflection;

namespace Luxe.Conformance.Tests.Surface;

/// <summary>The embedded runtime offers nothing under Orleans' names that Orleans does not offer with the same signature.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] Packages =
    [
        "Microsoft.Orleans.Core.Abstractions",
        "Microsoft.Orleans.Persistence.AdoNet",
        "Microsoft.Orleans.Clustering.AdoNet",
        "Microsoft.Orleans.Reminders.AdoNet",
        "Microsoft.Orleans.TestingHost",
    ];

    private static readonly Dictionary<string, HashSet<string>> Real = Packages.SelectMany(package => PublicSurface.Read(FileOf(package))).ToDictionary();

    private static readonly Dictionary<string, HashSet<string>> Embedded = PublicSurface.Read(typeof(Grain).Assembly.Location);

    [Fact]
    public void Types_OfTheEmbeddedRuntime_ExistInOrleans()
    {
        // Luxe.Embedded is what generated code calls; no source names it.
        var unknown = Embedded.Keys.Where(name =>
            !name.StartsWith("Luxe.Embedded.", StringComparison.Ordinal) && !Real.ContainsKey(name) && !Elsewhere.Holds(name)).Order(StringComparer.Ordinal);
        Assert.Empty(unknown);
    }

    [Fact]
    public void Members_OfTheEmbeddedRuntime_ExistInOrleansWithTheSameSignature()
    {
        var unknown =
            from type in Embedded
            where Real.ContainsKey(type.Key)
            from member in type.Value
            where !Real[type.Key].Contains(member)
            orderby type.Key, member
            select $"{type.Key}: {member}";
        Assert.Empty(unknown);
    }

    [Fact]
    public void Elsewhere_ItsNames_AreOfferedAndNotInTheseAssemblies()
    {
        var stale = Elsewhere.Names.Where(name => !Embedded.ContainsKey(name) || Real.ContainsKey(name));
        Assert.Empty(stale);
    }

    private static string FileOf(string package)
    {
        var folder = Path.Combine(Metadata("PackageRoot"), package.ToLowerInvariant(), Metadata("SurfaceVersion"), "lib");
        var newest = Directory.GetDirectories(folder, "net*").OrderByDescending(static path => path.EndsWith("net10.0", StringComparison.Ordinal)).First();
        return Path.Combine(newest, package["Microsoft.".Length..] + ".dll");
    }

    private static string Metadata(string key) =>
        typeof(SurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
