using System.Globalization;
using Luxe.Cli.Bench;
using Luxe.Cli.Http;

namespace Luxe.Cli.Demo;

/// <summary>What the privacy officer of the demo house finds on her desk: clients' requests, one who is gone, a colleague who looked around, what ran over its time.</summary>
internal sealed class OfficeLoader(LuxeApi api, DemoMaison maison, TimeProvider time)
{
    private const string Curious = "london.associate2";
    private const int Strangers = 28;

    /// <summary>Kind, who, how, how many days ago; and what became of it.</summary>
    private static readonly (string Kind, string UserId, string Channel, int Days, string? State, string? Note)[] Asked =
    [
        ("erasure", "nadia-rahmani", "mail", 33, null, null),
        ("rectification", "giulia-conti", "phone", 27, null, null),
        ("export", "eleanor-whitcombe", "mail", 3, null, null),
        ("objection", "auguste-reynaud", "phone", 9, "done", "Left alone since that call"),
        ("export", "marcus-bell", "phone", 52, "refused", "The caller could not show who he was"),
    ];

    private readonly ClientLoader _loader = new(api);

    /// <summary>Requests, open and settled, and a client who asked to be forgotten, and was.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        foreach (var (kind, userId, channel, days, state, note) in Asked)
        {
            if (await api.ResolveAsync("userId", userId, cancellation) is { } client)
            {
                await AskAsync($"demo-{kind}-{userId}", kind, client, channel, days, state, note, cancellation);
            }
        }

        await LeaveAsync(cancellation);
    }

    /// <summary>Somebody of London opens clients who are not his, one page after the other, as a browser does.</summary>
    /// <param name="clients">How many lives there are to look at.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task LookAroundAsync(int clients, CancellationToken cancellation)
    {
        var account = maison.Accounts.Single(each => each.UserName == Curious);
        var strangers = Enumerable.Range(0, clients).Select(maison.Lives.Draw)
            .Where(life => life.Store.Id == account.StoreId && life.AssociateId != account.StaffId).Take(Strangers).ToArray();
        if (strangers.Length < Strangers)
        {
            return;
        }

        using var browser = new HttpClient { BaseAddress = api.Server.Url };
        await SignInForm.PostAsync(browser, Curious, maison.Password);
        foreach (var stranger in strangers)
        {
            if (await api.ResolveAsync("userId", stranger.UserId, cancellation) is { } id)
            {
                using var page = await browser.GetAsync($"clients/{id}", cancellation);
                page.EnsureSuccessStatusCode();
            }
        }
    }

    /// <summary>What the night would do.</summary>
    public Task ExpireAsync(CancellationToken cancellation) => api.PostAsync("api/privacy/retention", null, cancellation);

    private async Task LeaveAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var decided = now.AddDays(-160);
        var leaver = new DemoClient(
            "demo-leaver", "LX-2020-9001", null, new Dictionary<string, object> { ["title"] = "Ms", ["lastName"] = "Harrow", ["language"] = "en" }, "london", null,
            [new DemoStep(decided, null, new DemoDecision("demo-leaver-consent", "behaviour", ["email"], LifeMaker.Notice, "web", decided))]);
        await _loader.LoadAsync([leaver], cancellation);
        var id = await api.ResolveAsync("userId", leaver.UserId, cancellation) ?? throw new InvalidOperationException("A client who was introduced is not known.");
        await AskAsync("demo-erasure-leaver", "erasure", id, "web", 12, null, null, cancellation);
        await api.PostAsync($"api/customers/{id}/erasure", new { channel = "web", orderId = "for-demo-erasure-leaver" }, cancellation);
        await api.PostAsync("api/requests/demo-erasure-leaver/settle", new { state = "done" }, cancellation);
    }

    private async Task AskAsync(string id, string kind, string client, string channel, int days, string? state, string? note, CancellationToken cancellation)
    {
        var asked = time.GetUtcNow().AddDays(-days).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        await api.PostAsync("api/requests", new { id, kind, customerId = client, channel, askedAt = asked }, cancellation);
        if (state is not null)
        {
            await api.PostAsync($"api/requests/{id}/settle", new { state, note }, cancellation);
        }
    }
}
