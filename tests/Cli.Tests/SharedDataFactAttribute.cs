using Luxe.Tests;

namespace Luxe.Cli.Tests;

/// <summary>A test that reads public data beside the checkout; skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string file)
    {
        if (!File.Exists(Path.Combine(Repository.SharedData, file)))
        {
            Skip = $"public data not found: ../shared/data/{file}";
        }
    }
}
