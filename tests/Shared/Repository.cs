namespace Luxe.Tests;

/// <summary>Finds the repository that the test assembly was built from.</summary>
internal static class Repository
{
    /// <summary>Folder that holds <c>luxe</c> and the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Public data for tests beside the checkout; may be absent.</summary>
    public static string SharedData { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    /// <summary>Output of a project in this build's runtime and configuration.</summary>
    public static string OutputOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Luxe.Orleans.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run from a build inside the repository.");
    }
}
