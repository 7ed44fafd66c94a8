using System.Net.Http.Json;
using System.Text.Json;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>Merging over HTTP: dry run, merge, the absorbed id as a signpost, undo, refusals that name what is wrong.</summary>
public sealed class MergesApiTests(LuxeServer luxe) : IClassFixture<LuxeServer>
{
    [Fact]
    public async Task Merge_ThenUndo_LeadsToTheSurvivorAndBack()
    {
        var (a, b) = (await Client("identity", 100), await Client("behaviour", 50));
        var body = new { survivorId = a, absorbedId = b, reason = "same-card", mergeId = "m-" + b };

        var preview = await Post("/api/merges/preview", body, 200);
        Assert.Equal(("behaviour", 1, 2), (preview.GetProperty("merged").GetProperty("tier").GetString(), preview.GetProperty("taken").GetInt32(), preview.GetProperty("mergedSide").GetProperty("purchases").GetInt32()));
        Assert.Equal("done", (await Post("/api/merges", body, 200)).GetProperty("result").GetString());
        Assert.Equal("alreadyDone", (await Post("/api/merges", body, 200)).GetProperty("result").GetString());

        var profile = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{b}");
        Assert.Equal((a, 150), (profile.GetProperty("customerId").GetString(), profile.GetProperty("spend")[0].GetProperty("amount").GetInt32()));
        var merges = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{b}/merges");
        Assert.Equal(a, merges.GetProperty("absorbedInto").GetString());
        var list = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/merges?limit=1");
        Assert.Equal(("m-" + b, "demo-admin", "same-card"), (list.GetProperty("merges")[0].GetProperty("mergeId").GetString(), list.GetProperty("merges")[0].GetProperty("actor").GetString(), list.GetProperty("merges")[0].GetProperty("reason").GetString()));

        var undone = await Post($"/api/merges/m-{b}/undo", new { survivorId = a }, 200);
        Assert.Equal(("done", b), (undone.GetProperty("result").GetString(), undone.GetProperty("restoredId").GetString()));
        Assert.Equal(50, (await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{b}")).GetProperty("spend")[0].GetProperty("amount").GetInt32());
        Assert.Equal(100, (await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{a}")).GetProperty("spend")[0].GetProperty("amount").GetInt32());
        Assert.Equal("alreadyDone", (await Post($"/api/merges/m-{b}/undo", new { survivorId = a }, 200)).GetProperty("result").GetString());
        Assert.NotEqual(JsonValueKind.Null, (await luxe.Api.GetFromJsonAsync<JsonElement>("/api/merges?limit=1")).GetProperty("merges")[0].GetProperty("undoneAt").ValueKind);
    }

    [Fact]
    public async Task Merge_ThatCannotBe_NamesTheFieldAndChangesNothing()
    {
        var (a, b, c) = (await Client("category", 10), await Client("category", 20), await Client("category", 30));
        const string Nobody = "c_0000000000000000000000";

        Assert.Equal("absorbedId", (await Post("/api/merges", new { survivorId = a, absorbedId = a }, 400)).GetProperty("field").GetString());
        Assert.Equal("survivorId", (await Post("/api/merges", new { survivorId = "nobody", absorbedId = a }, 400)).GetProperty("field").GetString());
        Assert.Equal("absorbedId", (await Post("/api/merges", new { survivorId = a }, 400)).GetProperty("field").GetString());
        Assert.Equal("absorbedId", (await Post("/api/merges", new { survivorId = a, absorbedId = Nobody }, 409)).GetProperty("field").GetString());
        Assert.Equal("survivorId", (await Post("/api/merges/preview", new { survivorId = Nobody, absorbedId = a }, 409)).GetProperty("field").GetString());
        foreach (var reason in (string[])["Anna Meyer", "same_card", "", new string('a', 61)])
        {
            Assert.Equal("reason", (await Post("/api/merges", new { survivorId = a, absorbedId = b, reason }, 400)).GetProperty("field").GetString());
        }

        await Post("/api/merges", new { survivorId = a, absorbedId = b, mergeId = "m1-" + b }, 200);
        Assert.Contains(a, (await Post("/api/merges", new { survivorId = c, absorbedId = b }, 409)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(a, (await Post("/api/merges", new { survivorId = b, absorbedId = c }, 409)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Post("/api/merges", new { survivorId = a, absorbedId = c, mergeId = "m2-" + c }, 200);
        Assert.Contains("m2-" + c, (await Post($"/api/merges/m1-{b}/undo", new { survivorId = a }, 409)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Post("/api/merges/m9/undo", new { survivorId = a }, 404);
    }

    [Fact]
    public async Task Merges_WithoutTheScope_AreRefused()
    {
        using var anonymous = await luxe.Anonymous.PostAsJsonAsync("/api/merges", new { });
        Assert.Equal(401, (int)anonymous.StatusCode);
        var description = await luxe.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        foreach (var (path, verb, scope) in (ReadOnlySpan<(string, string, string)>)[("/api/merges", "post", "manage"), ("/api/merges/preview", "post", "manage"), ("/api/merges/{mergeId}/undo", "post", "manage"), ("/api/customers/{id}/merges", "get", "read")])
        {
            Assert.EndsWith($"Scope: {scope}.", description.GetProperty("paths").GetProperty(path).GetProperty(verb).GetProperty("description").GetString(), StringComparison.Ordinal);
        }
    }

    private async Task<string> Client(string tier, int spend)
    {
        var user = "u-" + Guid.NewGuid().ToString("N");
        await luxe.TakeAsync("/v1/identify", $$"""{"userId":"{{user}}","messageId":"i-{{user}}"}""");
        var id = (await luxe.ResolveAsync("userId=" + user))!;
        await luxe.PutAsync($"/api/customers/{id}/consent", new { tier, noticeVersion = "1", channel = "web" });
        await luxe.TakeAsync("/v1/track", $$$"""{"userId":"{{{user}}}","messageId":"o-{{{user}}}","event":"Order Completed","properties":{"total":{{{spend}}},"currency":"EUR"}}""");
        return id;
    }

    private async Task<JsonElement> Post(string path, object body, int status)
    {
        using var answer = await luxe.Api.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{path}: {(int)answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
