using System.Net;
using System.Text;
using System.Text.Json;
using Luxe.Cli.Http;

namespace Luxe.Cli.Tests;

public sealed class LuxeApiTests
{
    [Theory]
    [InlineData("userId", "ana@example.com")]
    [InlineData("email", "ana@example.com")]
    public async Task Resolve_OfAnyToken_KeepsItOutOfTheAddress(string kind, string token)
    {
        using var server = new Addresses("""{"customerId":"c_1"}""");
        using var api = new LuxeApi(new LuxeServer(new Uri("http://luxe.invalid/"), "demo", "demo-admin"), TimeProvider.System, TimeSpan.Zero, server);

        Assert.Equal("c_1", await api.ResolveAsync(kind, token, CancellationToken.None));
        var (method, address, body) = Assert.Single(server.Seen);
        Assert.Equal((HttpMethod.Post, "http://luxe.invalid/api/customers/resolve"), (method, address));
        Assert.Equal(token, JsonSerializer.Deserialize<JsonElement>(body).GetProperty(kind).GetString());
    }

    [Fact]
    public async Task Resolve_OfNobody_IsNull()
    {
        using var server = new Addresses(null);
        using var api = new LuxeApi(new LuxeServer(new Uri("http://luxe.invalid/"), "demo", "demo-admin"), TimeProvider.System, TimeSpan.Zero, server);

        Assert.Null(await api.ResolveAsync("userId", "nobody", CancellationToken.None));
    }

    /// <summary>The far end of the wire: it keeps what everybody between here and there would see too.</summary>
    private sealed class Addresses(string? answer) : HttpMessageHandler
    {
        public List<(HttpMethod Method, string Address, string Body)> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add((request.Method, request.RequestUri!.ToString(), request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
            return new HttpResponseMessage(answer is null ? HttpStatusCode.NotFound : HttpStatusCode.OK) { Content = new StringContent(answer ?? "{}", Encoding.UTF8, "application/json") };
        }
    }
}
