using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Luxe.Tests;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>The policy over HTTP: as its file is, brought once, asked of whoever granted less.</summary>
public sealed class PolicyApiTests(LuxeServer luxe) : IClassFixture<LuxeServer>
{
    private static readonly byte[] Shipped = File.ReadAllBytes(Path.Combine(Repository.Root, "data", "policy", "2026-11.policy.json"));

    [Fact]
    public async Task Get_OfTheShippedVersion_IsItsFile()
    {
        Assert.Equal(Shipped, await luxe.Api.GetByteArrayAsync("/api/policy/versions/2026-11"));
        Assert.Equal(Shipped, await luxe.Api.GetByteArrayAsync("/api/policy"));
        using var unknown = await luxe.Api.GetAsync("/api/policy/versions/none");
        Assert.Equal(404, (int)unknown.StatusCode);
        var notice = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/policy/versions/2026-11/notice?locale=fr-CA");
        Assert.Equal("fr", notice.GetProperty("locale").GetString());
        using var noNotice = await luxe.Api.GetAsync("/api/policy/versions/none/notice");
        Assert.Equal(404, (int)noNotice.StatusCode);
        using var anonymous = await luxe.Anonymous.GetAsync("/api/policy");
        Assert.Equal(401, (int)anonymous.StatusCode);
    }

    [Fact]
    public async Task Post_OfABrokenOrAUsedVersion_NamesTheFault()
    {
        var (status, broken) = await Post(With(static root => root["minimumAge"] = "old"));
        Assert.Equal(400, status);
        Assert.Contains("minimumAge: \"old\"", broken.GetProperty("detail").GetString(), StringComparison.Ordinal);

        (status, var used) = await Post(With(static root => root["minimumAge"] = 17));
        Assert.Equal((409, "version"), (status, used.GetProperty("field").GetString()));

        (status, var same) = await Post(Shipped);
        Assert.Equal((200, "alreadyThere"), (status, same.GetProperty("result").GetString()));

        (status, _) = await Post([0x7B, 0xFF, 0x7D]);
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Reload_OfTheFolder_TakesWhatIsRightAndSaysWhatIsNot()
    {
        var folder = Path.Combine(luxe.DataDirectory, "policy");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "later.policy.json"), With(static root =>
        {
            root["version"] = "2999-01";
            root["effectiveFrom"] = "2999-01-01T00:00:00Z";
        }));
        File.WriteAllText(Path.Combine(folder, "odd.policy.json"), "{}");

        using var answer = await luxe.Api.PostAsync("/api/policy/reload", null);
        var reload = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(["added", "invalid"], reload.GetProperty("files").EnumerateArray().Select(static file => file.GetProperty("result").GetString()));
        Assert.StartsWith("odd.policy.json: version is missing", reload.GetProperty("files")[1].GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.Equal("2026-11", reload.GetProperty("current").GetString());
        var versions = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/policy/versions");
        Assert.Contains("2999-01", versions.GetProperty("versions").EnumerateArray().Select(static version => version.GetProperty("version").GetString()));
    }

    [Fact]
    public async Task Asks_OfAClientWhoKnowsTheVersionInForce_AreNone()
    {
        var id = await luxe.NewClientAsync("u-" + Guid.NewGuid().ToString("N"), "behaviour");

        var asks = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{id}/consent/asks");

        Assert.Equal(0, asks.GetProperty("asks").GetArrayLength());
    }

    private async Task<(int Status, JsonElement Answer)> Post(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var answer = await luxe.Api.PostAsync("/api/policy", content);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static byte[] With(Action<JsonNode> change)
    {
        var root = JsonNode.Parse(Shipped)!;
        change(root);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
