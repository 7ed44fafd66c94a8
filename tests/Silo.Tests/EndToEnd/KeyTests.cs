using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>A maison chooses its own product ids; no two of them may meet in one row of the database.</summary>
[Collection(LuxeServerCollection.Name)]
public sealed class KeyTests(LuxeServer luxe)
{
    [Fact]
    public async Task Product_IdsThatReadAsTheSameNumber_StayApart()
    {
        await luxe.PutAsync("/api/products", new[] { new { productId = "0BEEF", title = "With a nought", category = "bags" } });

        // Were they one row, these two would come to life with the state of the first.
        foreach (var other in (string[])["BEEF", "beef"])
        {
            using var answer = await luxe.Api.GetAsync($"/api/products/{other}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        var product = await luxe.Api.GetFromJsonAsync<JsonElement>("/api/products/0BEEF");
        Assert.Equal("With a nought", product.GetProperty("product").GetProperty("title").GetString());
    }
}
