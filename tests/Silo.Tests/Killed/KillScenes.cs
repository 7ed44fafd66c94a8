using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Silo.Tests.EndToEnd;

namespace Luxe.Silo.Tests.Killed;

/// <summary>What stood still at which moment when the server was killed. Each scene has clients of its own.</summary>
internal sealed class KillScenes
{
    /// <summary>Her decision is committed and has purged; her snapshot still holds what it purged.</summary>
    public const string Downgrade = "downgrade";

    /// <summary>Her decision is committed and her snapshot written anew; she was not answered.</summary>
    public const string Downgraded = "downgraded";

    /// <summary>A snapshot is written; the row that comes after it is not.</summary>
    public const string Tail = "tail";

    /// <summary>A row is committed and nobody was told of it, not even her grain.</summary>
    public const string Appended = "appended";

    /// <summary>A merge is committed; the survivor's snapshot is from before it.</summary>
    public const string Merge = "merge";

    /// <summary>A merge is committed; the absorbed's snapshot is from before it.</summary>
    public const string MergeAbsorbed = "merge-absorbed";

    /// <summary>A merge is committed; of the copies of a long life only the first are.</summary>
    public const string MergeCopies = "merge-copies";

    /// <summary>An undoing is committed; the survivor's snapshot is the one with which it was begun, of both together.</summary>
    public const string Undo = "undo";

    /// <summary>An undoing is committed; the restored one's snapshot is still a signpost.</summary>
    public const string UndoAbsorbed = "undo-absorbed";

    /// <summary>How many events the long life has: more than one append of copies holds.</summary>
    public const int LongLife = 450;

    /// <summary>How many behaviour events each client with a secret has: more than a snapshot waits for.</summary>
    public const int Wishes = 12;

    public static readonly string[] All = [Downgrade, Downgraded, Tail, Appended, Merge, MergeAbsorbed, MergeCopies, Undo, UndoAbsorbed];

    private readonly SiloProcess _silo;
    private readonly Dictionary<string, string> _ids = [];
    private readonly List<Task> _cutOff = [];
    private readonly List<string> _windows = [];

    private KillScenes(SiloProcess silo) => _silo = silo;

    public IEnumerable<string> Clients => _ids.Values;

    /// <summary>The id of a scene's client: "a" decides, records or survives, "b" is absorbed.</summary>
    public string Id(string scene, string who = "a") => _ids[$"{scene}-{who}"];

    public static async Task<KillScenes> PrepareAsync(SiloProcess silo)
    {
        var scenes = new KillScenes(silo);
        foreach (var scene in (string[])[Downgrade, Downgraded, Tail, Appended])
        {
            await scenes.ClientAsync(scene, "a", wishes: true);
        }

        foreach (var scene in (string[])[Merge, MergeAbsorbed, Undo, UndoAbsorbed])
        {
            await scenes.ClientAsync(scene, "a", wishes: scene != MergeAbsorbed);
            await scenes.ClientAsync(scene, "b", wishes: scene is MergeAbsorbed or UndoAbsorbed);
        }

        await scenes.ClientAsync(MergeCopies, "a", wishes: true);
        await scenes.ClientAsync(MergeCopies, "b", wishes: true);
        for (var n = Wishes; n < LongLife; n += 50)
        {
            await SendAsync(silo, [.. Enumerable.Range(n, 50).Select(static i => Wish(MergeCopies, "b", $"{i}"))]);
        }

        foreach (var scene in (string[])[Undo, UndoAbsorbed])
        {
            await scenes.MergeAsync(silo, scene);
            await SendAsync(silo, Order(scene, "b", "since"));
        }

        return scenes;
    }

    /// <summary>Begins all that is to be cut off, and completes once all of it has come to its window.</summary>
    public async Task StandStillAsync()
    {
        foreach (var (scene, window, who) in (ReadOnlySpan<(string, string, string)>)[
            (Downgrade, "snapshot", "a"), (Downgraded, "snapshot-written", "a"), (Tail, "append", "a"), (Appended, "appended", "a"),
            (Merge, "snapshot", "a"), (MergeAbsorbed, "snapshot", "b"), (MergeCopies, "copies", "a"), (Undo, "appended", "a"), (UndoAbsorbed, "snapshot", "b")])
        {
            _windows.Add($"{window} {Id(scene, who)}");
        }

        foreach (var window in _windows)
        {
            await _silo.SayAsync(window);
            await _silo.HearAsync($"armed: {window}");
        }

        foreach (var scene in All)
        {
            _cutOff.Add(AgainAsync(_silo, scene));
        }

        await Task.WhenAll(_windows.Select(window => _silo.HearAsync($"window: {window}")));
    }

    /// <summary>Whoever stood at a window was told nothing.</summary>
    public async Task NobodyWasAnsweredAsync()
    {
        foreach (var call in _cutOff)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
        }
    }

    /// <summary>A scene's own order, as its caller sends it, and sends it again; the answer's result, where it has one.</summary>
    public async Task<string> AgainAsync(SiloProcess silo, string scene) => scene switch
    {
        Downgrade or Downgraded => await DecideAsync(silo, Id(scene), $"down-{scene}", "category"),
        Tail or Appended => await SendAsync(silo, Wish(scene, "a", "late")),
        Merge or MergeAbsorbed or MergeCopies => await MergeAsync(silo, scene),
        _ => await PostAsync(silo, $"/api/merges/m-{scene}/undo", new { survivorId = Id(scene) }),
    };

    /// <summary>Whose stale snapshot holds what she switched off, or what is under another id now.</summary>
    public IEnumerable<(string Id, string Secret)> TakenAway =>
        [(Id(Downgrade), Secret(Downgrade, "a")), (Id(Merge), Secret(Merge, "a")), (Id(MergeAbsorbed, "b"), Secret(MergeAbsorbed, "b"))];

    /// <summary>Everybody's first order, which was acknowledged long ago.</summary>
    public async Task FirstAgainAsync(SiloProcess silo)
    {
        foreach (var client in _ids.Keys)
        {
            await SendAsync(silo, Order(client[..^2], client[^1..], "first"));
        }
    }

    /// <summary>Everything that was acknowledged before the kill, sent once more.</summary>
    public async Task EverythingAgainAsync(SiloProcess silo)
    {
        foreach (var client in _ids.Keys)
        {
            var (scene, who) = (client[..^2], client[^1..]);
            await SendAsync(silo, [Order(scene, who, "first"), .. Enumerable.Range(0, Wishes).Select(n => Wish(scene, who, $"{n}"))]);
        }
    }

    public static string OrderId(string scene, string who, string name) => $"order-{scene}-{who}-{name}";

    public static string WishId(string scene, string who, string name) => $"wish-{scene}-{who}-{name}";

    /// <summary>A piece that only a scene's client has wished for.</summary>
    public static string Secret(string scene, string who) => $"secret-{scene}-{who}";

    private async Task ClientAsync(string scene, string who, bool wishes)
    {
        var user = $"{scene}-{who}";
        await SendAsync(_silo, new { type = "identify", userId = user, messageId = $"{user}-first" });
        var id = _ids[user] = (await _silo.Api.GetFromJsonAsync<JsonElement>($"/api/customers/resolve?userId={user}")).GetProperty("customerId").GetString()!;
        await DecideAsync(_silo, id, $"first-{user}", wishes ? "behaviour" : "category");
        await SendAsync(_silo, Order(scene, who, "first"));
        for (var n = 0; n < Wishes && wishes; n++)
        {
            await SendAsync(_silo, Wish(scene, who, $"{n}"));
        }

        for (var n = 0; n < Wishes && !wishes; n++)
        {
            // Rows that a category client may have, so that she too has a snapshot.
            await SendAsync(_silo, Order(scene, who, $"{n}"));
        }
    }

    private Task<string> MergeAsync(SiloProcess silo, string scene) =>
        PostAsync(silo, "/api/merges", new { survivorId = Id(scene), absorbedId = Id(scene, "b"), reason = "same-card", mergeId = $"m-{scene}" });

    private static object Wish(string scene, string who, string name) => new
    {
        type = "track", userId = $"{scene}-{who}", messageId = WishId(scene, who, name), @event = "Product Added to Wishlist", properties = new { product_id = Secret(scene, who) },
    };

    private static object Order(string scene, string who, string name) => new
    {
        type = "track", userId = $"{scene}-{who}", messageId = OrderId(scene, who, name), @event = "Order Completed", properties = new { total = 10, currency = "EUR" },
    };

    private static async Task<string> SendAsync(SiloProcess silo, params object[] events)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(silo.Url, "/v1/batch")) { Content = JsonContent.Create(new { batch = events }), Headers = { Authorization = LuxeServer.Basic("demo") } };
        using var answer = await silo.Api.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return "taken";
    }

    private static async Task<string> DecideAsync(SiloProcess silo, string id, string eventId, string tier)
    {
        using var answer = await silo.Api.PutAsJsonAsync($"/api/customers/{id}/consent", new { tier, noticeVersion = "1", channel = "web", eventId });
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tier").GetString()!;
    }

    private static async Task<string> PostAsync(SiloProcess silo, string path, object body)
    {
        using var answer = await silo.Api.PostAsJsonAsync(path, body);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("result").GetString()!;
    }
}
