using System.Net;
using System.Net.Http.Headers;
using Luxe.Silo.Access;
using static Luxe.Silo.Tests.EndToEnd.IngestTests;

namespace Luxe.Silo.Tests.EndToEnd;

/// <summary>Guessing keys; on a server of its own, since an address is shut out.</summary>
public sealed class GuessingTests : IAsyncLifetime
{
    private readonly LuxeServer luxe = new();

    public Task InitializeAsync() => luxe.InitializeAsync();

    public Task DisposeAsync() => luxe.DisposeAsync();

    [Fact]
    public async Task Guesses_WithoutEnd_AreToldToWaitWhileGoodKeysGoOn()
    {
        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 20 * KeyCheck.Burst && !statuses.Contains(HttpStatusCode.TooManyRequests); guess++)
        {
            using var client = luxe.Client(new AuthenticationHeaderValue("Bearer", $"guess-{guess}"));
            using var answer = await client.GetAsync("/api/stores");
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await ProblemAsync(answer, 429, null);
                Assert.NotNull(answer.Headers.RetryAfter);
            }
        }

        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        using var known = await luxe.Api.GetAsync("/api/stores");
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }
}
