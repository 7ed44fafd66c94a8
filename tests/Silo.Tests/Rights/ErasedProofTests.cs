using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Luxe.Contracts.Rights;
using Luxe.Grains.Rights;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Silo.Tests.Rights;

/// <summary>What remains of somebody who was erased proves what she decided, whoever was behind meanwhile.</summary>
public sealed class ErasedProofTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Proof_OfAnErasedClient_IsWholeAnchoredAndNamesNobody(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        await AnchorAsync(house);

        var receipt = await house.EraseAsync(her.Id, "order-1");
        await AnchorAsync(house);

        foreach (var id in (string[])[her.Id, receipt.Pseudonym])
        {
            var text = await house.Server.Api.GetStringAsync($"/api/customers/{id}/consent/proof");
            Assert.All(her.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
            var proof = JsonElement.Parse(text);
            Assert.Equal((receipt.Pseudonym, JsonValueKind.Null), (proof.GetProperty("pseudonym").GetString(), proof.GetProperty("customerId").ValueKind));

            // Hers, the second record's and the device's, each with what it was before and that it was erased.
            Assert.Equal(3, proof.GetProperty("ledgers").GetArrayLength());
            Assert.All(proof.GetProperty("ledgers").EnumerateArray(), static ledger => IsWhole(ledger, anchors: 2));
            Assert.All(proof.GetProperty("ledgers").EnumerateArray(), static ledger => Assert.Equal("erasure", ledger.GetProperty("entries").EnumerateArray().Last().GetProperty("channel").GetString()));
        }

        await house.IsSoundAsync();
    }

    /// <summary>An activation in a cluster that fell apart decides for her once more, as if she were new; an anchor sees it, the night finds it.</summary>
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Run_OfANightAfterALateWriter_ErasesAgainAndKeepsEveryAnchorTrue(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        await AnchorAsync(house);
        var (row, entry) = await FirstAsync(house, her.Id);
        var receipt = await house.EraseAsync(her.Id, "order-1");
        await house.Server.Services.GetRequiredService<IJournal>().AppendAsync(new JournalAppend { Customer = her.Id, ExpectedSeq = 0, Rows = [row with { Seq = 1 }], Ledger = [entry] });
        await AnchorAsync(house);
        Assert.NotEmpty((await house.DumpAsync()).Find(her.Id));
        await house.IsSoundAsync();

        for (var shard = 0; shard < IRetentionShard.Count; shard++)
        {
            await house.Grains.GetGrain<IRetentionShard>(shard.ToString(System.Globalization.CultureInfo.InvariantCulture)).Run();
        }

        Assert.Empty((await house.DumpAsync()).Find(her.Id));
        await house.IsSoundAsync();
        var again = await house.Grains.GetGrain<IErasure>("order-1").GetReceipt();
        Assert.True(again!.DoneAt > receipt.DoneAt);
        Assert.All(receipt.Systems.Zip(again.Systems), static pair => Assert.True(pair.Second.Affected >= pair.First.Affected && pair.Second.At is not null, pair.Second.System));
        Assert.True(again.Systems.Single(static system => system.System == "late rows").Affected >= 3);
        var ledgers = (await house.Server.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{her.Id}/consent/proof")).GetProperty("ledgers").EnumerateArray().ToArray();
        Assert.Equal(4, ledgers.Length);
        Assert.All(ledgers, static ledger => IsWhole(ledger, anchors: 1));

        // Once more: a second late ledger has a place of its own, and who asks again for the erasure gets it.
        await house.Server.Services.GetRequiredService<IJournal>().AppendAsync(new JournalAppend { Customer = her.Id, ExpectedSeq = 0, Rows = [row with { Seq = 1 }], Ledger = [entry] });
        await AnchorAsync(house);
        Assert.Equal("order-1", (await house.EraseAsync(her.Id, "order-2")).OrderId);
        Assert.Empty((await house.DumpAsync()).Find(her.Id));
        await house.IsSoundAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Erase_WithOpenRequests_AnswersHersToBeErasedAndKeepsTheOthersUnderThePseudonym(string provider)
    {
        await using var house = await ErasedHouse.StartAsync(provider);
        var her = await house.LiveAsync("vera", "Morganette");
        var other = await house.LiveAsync("nora", "Bystander");

        var receipt = await house.EraseAsync(her.Id, "order-1");

        var requests = (await house.Server.Api.GetFromJsonAsync<JsonElement>("/api/requests")).GetProperty("requests").EnumerateArray().ToDictionary(static request => request.GetProperty("id").GetString()!);
        var (ask, export) = (requests["ask-vera"], requests["export-vera"]);
        Assert.Equal(("done", receipt.Pseudonym, "order order-1"), (ask.GetProperty("state").GetString(), ask.GetProperty("client").GetString(), ask.GetProperty("note").GetString()));
        Assert.Equal(JsonValueKind.String, ask.GetProperty("doneAt").ValueKind);
        Assert.Equal("open", export.GetProperty("state").GetString());
        Assert.StartsWith("l_", export.GetProperty("client").GetString(), StringComparison.Ordinal);
        Assert.Equal(("open", other.Id), (requests["ask-nora"].GetProperty("state").GetString(), requests["ask-nora"].GetProperty("client").GetString()));
    }

    private static void IsWhole(JsonElement ledger, int anchors)
    {
        Assert.True(ledger.GetProperty("isWhole").GetBoolean());
        var previous = new string('0', 64);
        foreach (var entry in ledger.GetProperty("entries").EnumerateArray())
        {
            Assert.Equal(previous, entry.GetProperty("previousHash").GetString());
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + entry.GetProperty("payload").GetString())));
            Assert.Equal(previous, entry.GetProperty("hash").GetString());
        }

        var covered = ledger.GetProperty("anchors").EnumerateArray().ToArray();
        Assert.True(covered.Length >= anchors, ledger.ToString());
        Assert.All(covered, anchor => Assert.Contains(
            ledger.GetProperty("entries").EnumerateArray(),
            entry => entry.GetProperty("hash").GetString() == anchor.GetProperty("hash").GetString() && entry.GetProperty("seq").GetInt64() == anchor.GetProperty("seq").GetInt64()));
    }

    private static async Task AnchorAsync(ErasedHouse house)
    {
        using var made = await house.Server.Api.PostAsync("/api/ledger/anchors", null);
        Assert.True(made.IsSuccessStatusCode);
    }

    private static async Task<(JournalRow Row, LedgerRow Entry)> FirstAsync(ErasedHouse house, string id)
    {
        var (rows, entries) = (new List<JournalRow>(), new List<LedgerRow>());
        await foreach (var row in house.Server.Services.GetRequiredService<IJournal>().ReadAsync(id, 0))
        {
            rows.Add(row);
        }

        await foreach (var entry in house.Server.Services.GetRequiredService<ILedger>().ReadAsync(id, 0, 1))
        {
            entries.Add(entry);
        }

        return (rows.First(static row => row.Kind == "consent"), entries.Single());
    }
}
