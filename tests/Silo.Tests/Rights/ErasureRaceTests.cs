using System.IO.Compression;
using System.Net.Http.Json;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Rights;
using Luxe.Contracts.Stores;
using Luxe.Silo.Tests.EndToEnd;
using Luxe.Tests;

namespace Luxe.Silo.Tests.Rights;

/// <summary>She is erased while others are at work on her: whoever comes first, nothing of her is left, and the house is sound.</summary>
public sealed class ErasureRaceTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Erase_WhileMerged_ErasesWhoeverIsThatPersonAndNobodyElse(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var bystander = await house.Server.NewClientAsync("bystander", "behaviour");
        for (var round = 0; round < 4; round++)
        {
            var ids = new List<string>();
            foreach (var name in (string[])[$"her-{round}", $"into-{round}", $"part-{round}"])
            {
                ids.Add(await house.Server.NewClientAsync(name, "behaviour"));
                await house.Server.TakeAsync("/v1/track", $$$"""{"userId":"{{{name}}}","messageId":"{{{name}}}-1","event":"Products Searched","properties":{"query":"query-of-{{{name}}}"}}""");
            }

            using var gate = new Barrier(3);
            var merges = new[]
            {
                Behind(gate, () => house.Grains.GetGrain<ICustomerMerges>(ids[1]).Absorb(new MergeOrder($"m-into-{round}", ids[0], "ho-1", "same-card", DateTimeOffset.UtcNow))),
                Behind(gate, () => house.Grains.GetGrain<ICustomerMerges>(ids[0]).Absorb(new MergeOrder($"m-part-{round}", ids[2], "ho-1", "same-card", DateTimeOffset.UtcNow))),
            };
            var erased = Behind(gate, () => house.Grains.GetGrain<IErasure>($"order-{round}").Order(new ErasureRequest(ids[0], "client", "web")));
            var outcomes = await Task.WhenAll(merges);
            Assert.NotNull(await erased);
            await house.Grains.GetGrain<IErasure>($"order-{round}").Continue();

            // Whom she was one with by then is the same person; a merge that came too late was refused, and the other stays who she was.
            var dump = await house.DumpAsync();
            Assert.Empty(dump.Find(ids[0]));
            for (var other = 1; other <= 2; other++)
            {
                var isOne = outcomes[other - 1].Result == MergeResult.Done;
                Assert.Equal(isOne, !dump.Find(ids[other]).Any());
                if (!isOne)
                {
                    Assert.Single(await house.Server.EventIdsAsync(ids[other]));
                }
            }

            await house.IsSoundAsync();
        }

        Assert.NotEmpty((await house.DumpAsync()).Find(bystander));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Erase_WhileServedAndWrittenTo_LeavesNothingAnywhere(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        using var gate = new Barrier(5);
        var work = new[]
        {
            Behind(gate, () => Many(8, i => house.Server.TakeAsync("/v1/track", $$$"""{"userId":"vera","messageId":"race-{{{i}}}","event":"Products Searched","properties":{"query":"query-of-vera"}}"""))),
            Behind(gate, () => Many(8, async i =>
            {
                using var arrived = await house.Server.Api.PostAsJsonAsync("/api/arrivals", new { storeId = LuxeServer.Store, source = "qr", token = "LX-vera-77", eventId = $"race-arrival-{i}" });
                Assert.True((int)arrived.StatusCode < 500, $"{(int)arrived.StatusCode}");
            })),
            Behind(gate, () => Many(16, async i =>
            {
                using var seen = await house.Server.Api.GetAsync($"/api/customers/{her.Id}{((string[])["", "/brief", "/journey", "/merges"])[i % 4]}");
                Assert.True((int)seen.StatusCode < 500, $"{(int)seen.StatusCode}");
            })),
            Behind(gate, () => Many(4, async i =>
            {
                using var decided = await house.Server.Api.PutAsJsonAsync(
                    $"/api/customers/{her.Id}/consent", new { tier = i % 2 == 0 ? "behaviour" : "identity", purposes = new { inStoreRecognition = true }, noticeVersion = "2026-11", channel = "web" });
                Assert.True((int)decided.StatusCode < 500, $"{(int)decided.StatusCode}");
            })),
        };
        var erased = Behind(gate, () => house.EraseAsync(her.Id, "order-1"));
        await Task.WhenAll(work);
        Assert.NotNull((await erased).DoneAt);

        // Who came after it came as a stranger, and may have been given the words again: they are not hers any more. Her ids and her name are nowhere.
        var dump = await house.DumpAsync();
        Assert.All(her.Secrets.Where(static secret => secret is not ("query-of-vera" or "LX-vera-77")), secret => Assert.True(!dump.Find(secret).Any(), string.Join('\n', dump.Find(secret))));
        Assert.DoesNotContain((await house.Grains.GetGrain<IStoreFloor>(LuxeServer.Store).GetFloor()).Guests, guest => her.Secrets.Contains(guest.CustomerId));
        await house.IsSoundAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Erase_WhileExported_EndsTheExportAndLeavesNothing(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        for (var batch = 0; batch < 12; batch++)
        {
            var events = Enumerable.Range(0, 100).Select(i => $$$"""{"type":"track","userId":"vera","messageId":"vera-m-{{{batch}}}-{{{i}}}","event":"Products Searched","properties":{"query":"query-of-vera"}}""");
            await house.Server.TakeAsync("/v1/batch", $$"""{"batch":[{{string.Join(',', events)}}]}""");
        }

        using var answer = await house.Server.Api.GetAsync($"/api/customers/{her.Id}/export", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var bytes = new MemoryStream();
        var first = new byte[1];
        await stream.ReadExactlyAsync(first);
        bytes.Write(first);
        await house.EraseAsync(her.Id, "order-1");
        await stream.CopyToAsync(bytes);

        // What was read before is in it, what was not is gone; it is a whole zip all the same.
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Read))
        {
            Assert.NotNull(zip.GetEntry("manifest.json"));
        }

        var dump = await house.DumpAsync();
        Assert.All(her.Secrets, secret => Assert.True(!dump.Find(secret).Any(), string.Join('\n', dump.Find(secret))));
        using var again = await house.Server.Api.GetAsync($"/api/customers/{her.Id}/export");
        Assert.DoesNotContain("query-of-vera", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await house.IsSoundAsync();
    }

    private static Task<T> Behind<T>(Barrier gate, Func<Task<T>> work) => Task.Factory.StartNew(
        () =>
        {
            gate.SignalAndWait();
            return work();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default).Unwrap();

    private static Task<bool> Behind(Barrier gate, Func<Task> work) => Behind(gate, async () =>
    {
        await work();
        return true;
    });

    private static async Task Many(int times, Func<int, Task> once)
    {
        for (var i = 0; i < times; i++)
        {
            await once(i);
        }
    }
}
