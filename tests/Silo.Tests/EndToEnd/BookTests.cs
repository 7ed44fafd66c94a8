using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using static Luxe.Silo.Tests.EndToEnd.IngestTests;

namespace Luxe.Silo.Tests.EndToEnd;

[Collection(LuxeServerCollection.Name)]
public sealed class BookTests(LuxeServer luxe)
{
    [Fact]
    public async Task Book_InPages_IsOldestFirstAndEachOnce()
    {
        await luxe.PutAsync("/api/associates/book-1", new { displayName = "Camille", storeId = LuxeServer.Store });
        var clients = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            clients.Add(await luxe.NewClientAsync($"book-client-{number}", "category"));
            await luxe.PutAsync($"/api/customers/{clients[^1]}/associate", new { associateId = "book-1" });
        }

        var read = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = await luxe.Api.GetFromJsonAsync<JsonElement>($"/api/associates/book-1/book?limit=2{(after.Length == 0 ? "" : "&after=" + after)}");
            read.AddRange(page.GetProperty("customerIds").EnumerateArray().Select(static id => id.GetString()!));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(clients, read);
    }

    [Theory]
    [InlineData("after=x")]
    [InlineData("after=-1.c_1")]
    [InlineData("after=99999999999999999999.c_1")]
    [InlineData("after=9223372036854775807.c_1")]
    [InlineData("after=1.%00")]
    [InlineData("limit=501")]
    public async Task Book_OfABadPlace_Is400(string query)
    {
        await luxe.PutAsync("/api/associates/book-2", new { displayName = "Camille", storeId = LuxeServer.Store });

        using var answer = await luxe.Api.GetAsync($"/api/associates/book-2/book?{query}");

        await ProblemAsync(answer, 400, query[..query.IndexOf('=', StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Stock_BackWithMoreWishesThanAPage_TellsEverybodyOnce()
    {
        await luxe.PutAsync("/api/products/hyped", new { title = "Tote", category = "bags" });
        await Task.WhenAll(Enumerable.Range(0, 520).Select(number => luxe.Services.GetRequiredService<IGrainFactory>().GetGrain<Contracts.Products.IProductGrain>("hyped").Watch($"c_{number:D22}")));

        Assert.Equal(520, await RestockAsync());
        Assert.Equal(0, await RestockAsync());
    }

    private async Task<int> RestockAsync()
    {
        using var answer = await luxe.Api.PutAsJsonAsync($"/api/products/hyped/stock/{LuxeServer.Store}", new { quantity = 3 });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("told").GetInt32();
    }
}
