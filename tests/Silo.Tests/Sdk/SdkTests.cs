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
        Assert.Contains("delivered 7", await RunAsync("send.mjs", "sdk-sol"), StringComparison.Ordinal);
        Assert.Equal(
            new HashSet<string> { "sdk-identify", "sdk-track", "sdk-page", "sdk-screen", "sdk-group", "sdk-order" },
            (await luxe.EventIdsAsync(id)).ToHashSet());
        Assert.Equal(id, await luxe.ResolveAsync("anonymousId=anonymous-sdk-sol"));
    }

    [SdkFact]
    public async Task NodeSdk_BrowsesAnonymouslyThenSignsIn_HerHistoryIsTheKnownClients()
    {
        var known = await luxe.NewClientAsync("sdk-stitch", "behaviour");
        await luxe.TakeAsync("/v1/page", """{"anonymousId":"sdk-anon","messageId":"st-first"}""");
        await luxe.PutAsync(
            $"/api/customers/{await luxe.ResolveAsync("anonymousId=sdk-anon")}/consent",
            new { tier = "behaviour", purposes = new { }, noticeVersion = "2026-11", channel = "web" });

        Assert.Contains("delivered 2", await RunAsync("stitch.mjs", "sdk-anon", "sdk-stitch", "browse"), StringComparison.Ordinal);
        Assert.Contains("delivered 3", await RunAsync("stitch.mjs", "sdk-anon", "sdk-stitch", "sign-in"), StringComparison.Ordinal);

        Assert.Equal(
            new HashSet<string> { "st-page", "st-view", "st-identify", "st-cart", "st-late" },
            (await luxe.EventIdsAsync(known)).ToHashSet());
    }

    private async Task<string> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "Silo.Tests", "Sdk", script), luxe.Url.ToString().TrimEnd('/'), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LUXE_SDK"] = SdkFactAttribute.Folder },
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var said = await node.StandardOutput.ReadToEndAsync() + await errors;
        await node.WaitForExitAsync();
        return said;
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
