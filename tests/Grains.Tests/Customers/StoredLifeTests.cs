using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>
/// Random lives through the real grain and a real database, with deactivations at any point: what it wrote last as a snapshot is what
/// the stored journal gives from its first row, bit for bit.
/// </summary>
[Collection(ClusterTests.Name)]
public sealed class StoredLifeTests
{
    private const int Lived = 8;

    [Theory, OnSqlite, OnPostgres]
    public async Task Live_RandomLivesWithPurgesAndDeactivations_LeaveTheStateThatTheirJournalGives(string provider)
    {
        await using var silo = await DatabaseSilo.StartAsync(provider);
        await Parallel.ForAsync(0, Lived, async (number, _) =>
        {
            var id = GrainsCluster.New("c");
            await Live(silo, id, seed: 7_000 + number);
            var kept = await Snapshot(silo, id);

            var state = CustomerState.Empty;
            await foreach (var row in silo.Service<IJournal>().ReadAsync(id, 0, cancellationToken: CancellationToken.None))
            {
                Assert.Null(row.Damage);
                state = state.Apply(CustomerRows.FromRow(row));
            }

            Assert.InRange(state.Seq, 20, 1_000);
            Assert.Equal(kept.Seq, state.Seq);
            Assert.Equal(kept.Json, JsonSerializer.Serialize(state with { Dropped = kept.Read().State!.Dropped }, CustomerJson.Default.CustomerState));
        });
    }

    private static async Task Live(DatabaseSilo silo, string id, int seed)
    {
        var random = new Random(seed);
        var life = Lives.Of(seed, 90);
        await silo.Customer(id).Decide(Lives.Decision("d", ConsentTier.Identity, Lives.Start.AddDays(-1)));
        for (var from = 0; from < life.Length;)
        {
            var count = Math.Min(life.Length - from, random.Next(1, 9));
            var batch = life.Slice(from, count);
            from += count;

            // Some come twice, and some calls are an activation's last.
            await Send(random, () => silo.Customer(id).Record([.. batch, life[random.Next(from)]]));
            switch (random.Next(8))
            {
                case 0: await silo.Customer(id).Decide(Lives.Decision($"d{from}", (ConsentTier)random.Next(1, 4), batch[^1].ReceivedAt)); break;
                case 1: await silo.Customer(id).Decide(Lives.Decision($"d{from}", ConsentTier.Identity, batch[^1].ReceivedAt)); break;
                case 2: await silo.Customer(id).Assign(random.Next(2) == 0 ? null : $"as-{random.Next(2)}"); break;
                case 3: await silo.Customer(id).BackInStock($"p{random.Next(6)}", "s0"); break;
                default: break;
            }
        }

        // The last row is a decision, whichever way it goes: the snapshot is written with it or when the activation ends.
        await Send(random, () => silo.Customer(id).Decide(Lives.Decision("last", (ConsentTier)random.Next(4), Lives.Start.AddYears(1))));
    }

    private static Task Send<T>(Random random, Func<Task<T>> call) => random.Next(4) == 0 ? GrainsCluster.Last(call) : call();

    private static async Task<CustomerSnapshot> Snapshot(DatabaseSilo silo, string id)
    {
        // The second activation finds everything saved by the first one's end.
        await GrainsCluster.Last(() => silo.Views(id).GetConsent());
        await GrainsCluster.Last(() => silo.Views(id).GetConsent());
        var kept = new GrainState<CustomerSnapshot> { State = new CustomerSnapshot() };
        await silo.Service<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>("luxe").ReadStateAsync("snapshot", silo.Customer(id).GetGrainId(), kept);
        return kept.State!;
    }
}
