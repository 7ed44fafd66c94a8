using System.Globalization;
using Luxe.Cli.Demo;
using Luxe.Cli.Http;

namespace Luxe.Cli.Simulation;

/// <summary>
/// Continues the demo clients' lives on a running Luxe through its public APIs: visits to the site, wishes, carts, orders, arrivals by QR, departures, changes of mind.
/// One thing after the other, at a bounded rate; ends at once when cancelled.
/// </summary>
public sealed class Simulator
{
    private static readonly TimeSpan BetweenArrivals = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenSessions = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenDecisions = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan BetweenDeliveries = TimeSpan.FromMinutes(2);

    private readonly LuxeApi _api;
    private readonly DemoMaison _maison;
    private readonly TimeProvider _time;
    private readonly SimulatorOptions _options;
    private readonly Action<string> _tell;
    private readonly PriorityQueue<Func<CancellationToken, Task>, (DateTimeOffset Due, long Number)> _ahead = new();
    private readonly Visits _visits;
    private readonly Colleagues _colleagues;
    private readonly Chance _chance;
    private readonly string _run;
    private long _number;

    /// <summary>Prepares a run.</summary>
    /// <param name="api">The server.</param>
    /// <param name="maison">Whose clients live on.</param>
    /// <param name="time">Clock.</param>
    /// <param name="options">Pace and extent.</param>
    /// <param name="tell">Hears in a line what happens; no personal data.</param>
    public Simulator(LuxeApi api, DemoMaison maison, TimeProvider time, SimulatorOptions options, Action<string>? tell = null)
    {
        (_api, _maison, _time, _options) = (api, maison, time, options);
        _tell = options.Quiet || tell is null ? _ => { } : tell;
        _run = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        _chance = new Chance(maison.Seed, "simulation", _run);
        _visits = new Visits(maison, options.Clients, _chance);
        _colleagues = new Colleagues(api, maison, _chance);
    }

    /// <summary>What was done so far.</summary>
    public long Calls { get; private set; }

    /// <summary>Lives on until cancelled. Throws when the server refuses every call or stays away.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Begin(_time.GetUtcNow());
        var gap = TimeSpan.FromSeconds(1.0 / Math.Max(1, _options.MaxCallsPerSecond));
        var refusals = 0;
        try
        {
            while (_ahead.TryDequeue(out var next, out var when))
            {
                var wait = when.Due - _time.GetUtcNow();
                await Task.Delay(wait > gap ? wait : gap, _time, cancellation);
                try
                {
                    await next(cancellation);
                    Calls++;
                    refusals = 0;
                }
                catch (LuxeApiException refusal) when (++refusals < 20)
                {
                    _tell($"refused: {refusal.Message}");
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop: nothing is left half done, every call stands for itself.
        }
    }

    private void Begin(DateTimeOffset now)
    {
        // The personas call first, so that a fresh screen has somebody to show.
        foreach (var (persona, place) in _maison.Personas.Where(persona => persona.Associate is not null).Select((persona, place) => (persona, place)))
        {
            Plan(now + Faster(TimeSpan.FromSeconds(8 + (place * 12))), token => ArriveAsync(_visits.Of(persona), token));
        }

        foreach (var store in _maison.Stores)
        {
            Repeat(now + Faster(Spread(BetweenArrivals)), BetweenArrivals, token => _visits.Next(store) is { } visitor ? ArriveAsync(visitor, token) : Task.CompletedTask);
        }

        var wishes = _maison.Personas.SelectMany(persona => persona.Steps.Where(step => step.Event == "Product Added to Wishlist").Select(step => (persona.Store, Piece: step.Products[0]))).ToArray();
        Repeat(now + Faster(TimeSpan.FromSeconds(40)), BetweenDeliveries, token => DeliverAsync(_chance.Pick(wishes), token));
        Repeat(now, BetweenSessions, StartSessionAsync);
        Repeat(now + Faster(BetweenDecisions), BetweenDecisions, DecideAsync);
    }

    private async Task ArriveAsync(Visitor visitor, CancellationToken cancellation)
    {
        if (!_visits.Enter(visitor))
        {
            return;
        }

        var answer = await _api.PostAsync("api/arrivals", Body(visitor, "in"), cancellation);
        var result = answer is { } json && json.TryGetProperty("result", out var text) ? text.GetString() : "done";
        _tell($"{visitor.StoreId}: an arrival ({result})");
        if (answer is { } told && told.TryGetProperty("dispatchId", out var dispatch) && dispatch.GetString() is { } dispatchId)
        {
            Plan(_time.GetUtcNow() + Faster(TimeSpan.FromSeconds(20 + (_chance.Next() * 50))), token => AnswerAsync(visitor.StoreId, dispatchId, token));
        }

        Plan(_time.GetUtcNow() + Faster(TimeSpan.FromMinutes(6 + (_chance.Next() * 18))), token => DepartAsync(visitor, token));
    }

    private async Task AnswerAsync(string storeId, string dispatchId, CancellationToken cancellation)
    {
        if (await _colleagues.AnswerAsync(storeId, dispatchId, cancellation))
        {
            Plan(_time.GetUtcNow() + Faster(TimeSpan.FromSeconds(45 + (_chance.Next() * 60))), token => AnswerAsync(storeId, dispatchId, token));
        }
    }

    private async Task DepartAsync(Visitor visitor, CancellationToken cancellation)
    {
        if (_chance.Happens(0.35))
        {
            await _api.SendEventsAsync([visitor.Buy(_time.GetUtcNow(), Id(), _maison, _chance).ToJson(visitor.UserId)], cancellation);
            _tell($"{visitor.StoreId}: a purchase");
        }

        await _api.PostAsync("api/departures", Body(visitor, "out"), cancellation);
        _visits.Leave(visitor);
        _tell($"{visitor.StoreId}: a departure");
    }

    // The session is drawn at once and lived in its own time: every click is sent when it happens.
    private Task StartSessionAsync(CancellationToken cancellation)
    {
        var client = _maison.Lives.Draw(_chance.Below(_options.Clients));
        var now = _time.GetUtcNow();
        foreach (var step in new Diary(_maison, client.Store, client.AssociateId, client.Taste, client.UserId, _chance, $"s{Id()}-").Continue(now, 6))
        {
            Plan(now + Faster(step.At - now), token => _api.SendEventsAsync([(step with { At = _time.GetUtcNow() }).ToJson(client.UserId)], token));
        }

        _tell("a visit to the site");
        return Task.CompletedTask;
    }

    // A wished piece sells out and comes again: whoever wishes for it is told by her associate.
    private async Task DeliverAsync((string Store, string Piece) wish, CancellationToken cancellation)
    {
        await _api.PutAsync($"api/products/{wish.Piece}/stock/{wish.Store}", new { quantity = 0 }, cancellation);
        Plan(_time.GetUtcNow() + Faster(TimeSpan.FromSeconds(50)), async token =>
        {
            await _api.PutAsync($"api/products/{wish.Piece}/stock/{wish.Store}", new { quantity = _chance.Between(1, 3) }, token);
            _tell($"{wish.Store}: a delivery");
        });
    }

    private async Task DecideAsync(CancellationToken cancellation)
    {
        var client = _maison.Lives.Draw(_chance.Below(_options.Clients));
        if (await _api.ResolveAsync("userId", client.UserId, cancellation) is not { } id)
        {
            return;
        }

        // Most who change their mind go one step, up or down.
        var tier = Math.Clamp(client.Tier + (_chance.Happens(0.6) ? 1 : -1), 0, LifeMaker.Tiers.Length - 1);
        var decision = new DemoDecision($"{client.UserId}-{Id()}", LifeMaker.Tiers[tier], LifeMaker.Purposes(tier, _chance), LifeMaker.Notice, "app", _time.GetUtcNow());
        await _api.PutAsync($"api/customers/{id}/consent", decision.ToBody(client.Person.Language), cancellation);
        _tell($"a client chose {decision.Tier}");
    }

    private object Body(Visitor visitor, string way) => new { storeId = visitor.StoreId, source = "qr", token = visitor.Card, eventId = $"{way}-{Id()}" };

    private void Repeat(DateTimeOffset due, TimeSpan mean, Func<CancellationToken, Task> act) => Plan(due, async token =>
    {
        Repeat(_time.GetUtcNow() + Faster(Spread(mean)), mean, act);
        await act(token);
    });

    private void Plan(DateTimeOffset due, Func<CancellationToken, Task> act) => _ahead.Enqueue(act, (due, ++_number));

    // Clients come as they please: exponential waits about the mean, none longer than four of it.
    private TimeSpan Spread(TimeSpan mean) => mean * Math.Min(4, -Math.Log(1 - _chance.Next()));

    private TimeSpan Faster(TimeSpan span) => span / _options.Speed;

    private string Id() => string.Create(CultureInfo.InvariantCulture, $"{_run}-{++_number}");
}
