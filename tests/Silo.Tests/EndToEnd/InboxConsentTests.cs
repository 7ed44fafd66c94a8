using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>An inbox over the API says nothing that the client has taken back, even while her recall is still on its way to it.</summary>
[Collection(LuxeServerCollection.Name)]
public sealed class InboxConsentTests(LuxeServer luxe)
{
    private static readonly DateTimeOffset Long = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string associate = $"inbox-{Guid.NewGuid():N}";

    private IInbox Inbox => luxe.Services.GetRequiredService<IGrainFactory>().GetGrain<IInbox>(associate);

    [Fact]
    public async Task Inbox_OfWhatSheNoLongerAllows_IsRecalledWithoutItsItem()
    {
        var id = await luxe.NewClientAsync($"{associate}-a", "category");
        await Inbox.Deliver(Prompted(id, ConsentTier.Behaviour));
        await Inbox.Deliver(Arrived(id, ConsentTier.Category, luxe.Services.GetRequiredService<TimeProvider>().GetUtcNow()));

        var entries = await ReadAsync();

        Assert.Equal(["recalled", "recalled"], entries.Select(entry => entry.GetProperty("state").GetString()));
        Assert.All(entries, entry => Assert.Equal(JsonValueKind.Null, entry.GetProperty("item").ValueKind));
        Assert.Empty(await AccessAsync(id));
    }

    [Fact]
    public async Task Inbox_WithABriefOlderThanHerDecision_AsksForItAnewAndLogsIt()
    {
        var id = await luxe.NewClientAsync($"{associate}-b", "category", recognition: true);
        await Inbox.Deliver(Arrived(id, ConsentTier.Category, Long));

        var item = Assert.Single(await ReadAsync()).GetProperty("item");

        Assert.Equal("category", item.GetProperty("brief").GetProperty("tier").GetString());
        Assert.DoesNotContain("silk", item.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["brief"], await AccessAsync(id));
    }

    [Fact]
    public async Task Inbox_OfWhatSheAllows_IsToldAsItStandsAndLogged()
    {
        var id = await luxe.NewClientAsync($"{associate}-c", "behaviour", recognition: true);
        await Inbox.Deliver(Prompted(id, ConsentTier.Behaviour));
        await Inbox.Deliver(Arrived(id, ConsentTier.Behaviour, luxe.Services.GetRequiredService<TimeProvider>().GetUtcNow()));

        Assert.All(await ReadAsync(), entry => Assert.Contains("silk", entry.GetProperty("item").GetRawText(), StringComparison.Ordinal));
        Assert.Equal(["inbox"], await AccessAsync(id));
    }

    private static InboxItem Prompted(string customerId, ConsentTier tier)
    {
        var prompt = new Prompt($"p-{tier}", PromptKind.ConsideredItem, customerId, "She likes silk", "She looked at it", [], 50, tier, Long, DateTimeOffset.MaxValue);
        return new InboxItem(prompt.PromptId, customerId, null, prompt, "Ms Silk", null, Long, null, DateTimeOffset.MaxValue);
    }

    private static InboxItem Arrived(string customerId, ConsentTier tier, DateTimeOffset at)
    {
        // As one was composed while she allowed just that.
        var scope = new ConsentView(tier, Purposes.InStoreRecognition, null, null).Scope;
        var brief = new ClientBrief { CustomerId = customerId, Greeting = "Ms Silk", Tier = tier, Scope = scope, Notes = ["Likes silk."] };
        return new InboxItem("d-1", customerId, brief, null, brief.Greeting, LuxeServer.Store, at, null, DateTimeOffset.MaxValue);
    }

    private async Task<List<JsonElement>> ReadAsync()
    {
        await luxe.PutAsync($"/api/associates/{associate}", new { displayName = "A", storeId = LuxeServer.Store });
        var page = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/associates/{associate}/inbox");
        return [.. page.GetProperty("entries").EnumerateArray()];
    }

    private async Task<IEnumerable<string>> AccessAsync(string customerId) =>
        from row in await luxe.Services.GetRequiredService<IAccessLog>().ReadByCustomerAsync(customerId, 10)
        where row.Entry is { Role: "Integration", Purpose: "inbox" }
        select row.Entry.What;
}
