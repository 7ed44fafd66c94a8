using System.Globalization;
using System.Text.Json;
using Luxe.Grains.Office;
using Luxe.Grains.Rights;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Silo.Tests.Rights;

/// <summary>A night of a whole house: what is over its time leaves journal, state and snapshot, and the report says how much.</summary>
public sealed class RetentionNightTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Run_OfANight_EmptiesWhatIsOverItsTimeAndSaysSo(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var (old, young) = (await house.Server.NewClientAsync("old-1", "behaviour"), await house.Server.NewClientAsync("young-1", "behaviour"));
        await TrackAsync(house, "old-1", "o-1", 200, "over-its-time");
        await TrackAsync(house, "old-1", "o-2", 10, "kept-word");
        await TrackAsync(house, "young-1", "y-1", 10, "young-word");

        Assert.Equal((1, 1), await NightAsync(house));
        Assert.Equal((1, 1), await NightAsync(house));

        Assert.Equal(["o-2"], await house.Server.EventIdsAsync(old));
        Assert.Equal(["y-1"], await house.Server.EventIdsAsync(young));
        Assert.Empty((await house.DumpAsync()).Find("over-its-time"));
        await house.IsSoundAsync();
        await house.StopAsync();
        await house.RestartAsync();
        Assert.Equal(["o-2"], await house.Server.EventIdsAsync(old));

        // What comes late is found the next night, though she was looked at.
        await TrackAsync(house, "young-1", "y-2", 300, "late-and-over");
        Assert.Equal((2, 2), await NightAsync(house));
        Assert.Equal(["y-1"], await house.Server.EventIdsAsync(young));
        await house.IsSoundAsync();
    }

    private static Task TrackAsync(ErasedHouse house, string user, string id, int daysAgo, string query) => house.Server.TakeAsync(
        "/v1/track",
        JsonSerializer.Serialize(new { userId = user, messageId = id, timestamp = DateTimeOffset.UtcNow.AddDays(-daysAgo), @event = "Products Searched", properties = new { query } }));

    /// <summary>All shards; rows and clients of today and the day before, should midnight come in between.</summary>
    private static async Task<(long Rows, long Clients)> NightAsync(ErasedHouse house)
    {
        var (rows, clients) = (0L, 0L);
        for (var shard = 0; shard < IRetentionShard.Count; shard++)
        {
            await house.Grains.GetGrain<IRetentionShard>(shard.ToString(CultureInfo.InvariantCulture)).Run();
            foreach (var day in (DateTimeOffset[])[DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow])
            {
                if (await house.Server.Services.GetRequiredService<IRetention>().FindAsync(RetentionDays.Number(day), shard) is { } report)
                {
                    (rows, clients) = (rows + report.Emptied, clients + report.Clients);
                }
            }
        }

        return (rows, clients);
    }
}
