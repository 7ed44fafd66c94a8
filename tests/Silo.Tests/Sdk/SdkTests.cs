using System.Diagnostics;
using Luxe.Silo.Tests.EndToEnd;
using Luxe.Tests;

namespace Luxe.Silo.Tests.Sdk;

/// <summary>Segment's own Node SDK, unmodified, pointed at Luxe.</summary>
[Collection(LuxeServerCollection.Name)]
public sealed class SdkTests(LuxeServer luxe)
{
    [SdkFact]
    public async Task NodeSdk_EveryCall_IsDeliveredAndBecomesTheJourney()
    {
        var id = await luxe.NewClientAsync("sdk-sol", "behaviour");
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "Silo.Tests", "Sdk", "send.mjs"), luxe.Url.ToString().TrimEnd('/'), "sdk-sol"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LUXE_SDK"] = SdkFactAttribute.Folder },
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        Assert.Contains("delivered 7", await node.StandardOutput.ReadToEndAsync() + await errors, StringComparison.Ordinal);
        await node.WaitForExitAsync();
        Assert.Equal(
            new HashSet<string> { "sdk-identify", "sdk-track", "sdk-page", "sdk-screen", "sdk-group", "sdk-order" },
            (await luxe.EventIdsAsync(id)).ToHashSet());
        Assert.Equal(id, await luxe.ResolveAsync("anonymousId=anonymous-sdk-sol"));
    }
}

/// <summary>A test that needs the SDK under <c>artifacts/sdk</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SdkFactAttribute : FactAttribute
{
    public SdkFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@segment", "analytics-node")))
        {
            Skip = "Segment's SDK is not here; get it with: npm install --prefix artifacts/sdk @segment/analytics-node@3.1.0";
        }
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "sdk");
}
