using System.Globalization;

namespace Luxe.Cli.Demo;

/// <summary>Writes a client's visits, on the web, in the app and at the till, session by session.</summary>
internal sealed class Diary
{
    private readonly DemoMaison _maison;
    private readonly DemoStore _store;
    private readonly string? _associate;
    private readonly Taste _taste;
    private readonly string _userId;
    private readonly Chance _chance;
    private readonly TimeZoneInfo _zone;
    private readonly int _evening;
    private readonly List<DemoEvent> _events = [];
    private readonly string _name;
    private DateTimeOffset _at;
    private string _channel = "web";

    public Diary(DemoMaison maison, DemoStore store, string? associate, Taste taste, string userId, Chance chance, string name = "e")
    {
        (_maison, _store, _associate, _taste, _userId, _chance, _name) = (maison, store, associate, taste, userId, chance, name);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(store.TimeZone);
        _evening = chance.Pick([8, 12, 13, 19, 20, 21, 22]);
    }

    /// <summary>About <paramref name="wanted"/> events between two moments, oldest first.</summary>
    public IReadOnlyList<DemoEvent> Write(int wanted, DateTimeOffset from, DateTimeOffset to)
    {
        var sessions = Math.Max(1, wanted / 4);
        var days = Math.Max(1, (int)(to - from).TotalDays - 1);

        // More of a life is recent than long ago.
        var starts = Enumerable.Range(0, sessions).Select(_ => days - (int)(days * Math.Pow(_chance.Next(), 1.4))).Order().ToArray();
        for (var at = 0; _events.Count < wanted; at++)
        {
            var day = at < starts.Length ? starts[at] : days;
            _at = Max(OnDay(from, day), _events.Count == 0 ? from : _events[^1].At.AddMinutes(7));
            if (_at >= to.AddMinutes(-30))
            {
                break;
            }

            Session(wanted - _events.Count);
        }

        return _events;
    }

    /// <summary>One session that starts now: what the simulator plays.</summary>
    public IReadOnlyList<DemoEvent> Continue(DateTimeOffset now, int atMost)
    {
        _at = now;
        Session(atMost);
        return _events;
    }

    private void Session(int room)
    {
        var limit = _events.Count + room;
        _channel = _chance.Happens(0.3) ? "app" : "web";
        Action session = _chance.Weighted(34, 14, 15, 9, 9, 12, 7) switch
        {
            0 => Browse, 1 => Search, 2 => Mail, 3 => Read, 4 => Wish, 5 => Cart, _ => AtTheTill,
        };
        session();
        if (_events.Count > limit)
        {
            _events.RemoveRange(limit, _events.Count - limit);
        }
    }

    private void Browse()
    {
        Add("Product List Viewed", list: _chance.Pick(_taste.Categories));
        for (var views = _chance.Between(1, 4); views > 0; views--)
        {
            View(_taste.Pick(_chance));
        }
    }

    private void Search()
    {
        var category = _chance.Pick(_taste.Categories);
        Add("Products Searched", query: _chance.Pick(_maison.People.Searches[category]));
        View(_taste.Pick(_chance));
        View(_taste.Pick(_chance));
    }

    private void Mail()
    {
        var topic = _chance.Pick(_maison.People.Contents);
        _channel = "email";
        Add("Email Opened", topic: topic);
        if (_chance.Happens(0.55))
        {
            Add("Email Link Clicked", topic: topic);
            _channel = "web";
            View(_taste.Pick(_chance));
        }
    }

    private void Read() => Add("Page Viewed", topic: _chance.Pick(_maison.People.Contents), dwell: _chance.Between(40, 420));

    private void Wish()
    {
        var piece = _taste.Pick(_chance);
        View(piece);
        Add("Product Added to Wishlist", piece);
    }

    private void Cart()
    {
        var pieces = Enumerable.Range(0, _chance.Weighted(6, 3, 1) + 1).Select(_ => _taste.Pick(_chance)).Distinct().ToArray();
        foreach (var piece in pieces)
        {
            View(piece);
            Add("Product Added", piece);
        }

        if (_chance.Happens(0.25))
        {
            Add("Product Removed", pieces[0]);
            return;
        }

        Add("Checkout Started", pieces);
        if (_chance.Happens(0.55))
        {
            Add("Order Completed", pieces);
        }
    }

    private void AtTheTill()
    {
        _channel = "store";
        Add("Order Completed", Enumerable.Range(0, _chance.Weighted(7, 2, 1) + 1).Select(_ => _taste.Pick(_chance)).Distinct().ToArray());
    }

    private void View(DemoProduct piece) => Add("Product Viewed", [piece], dwell: 8 + (int)(220 * Math.Pow(_chance.Next(), 2)));

    private void Add(string name, params DemoProduct[] pieces) => Add(name, pieces, null);

    private void Add(string name, DemoProduct[]? pieces = null, int? dwell = null, string? list = null, string? query = null, string? topic = null)
    {
        var basket = pieces ?? [];
        var priced = name is "Order Completed" or "Checkout Started";
        var id = string.Create(CultureInfo.InvariantCulture, $"{_userId}-{_name}{_events.Count:000}");
        _events.Add(new DemoEvent(id, _at, name)
        {
            Products = [.. basket.Select(piece => (piece, Size(piece, name)))],
            List = list,
            Query = query,
            Topic = topic,
            Dwell = dwell,
            Currency = basket.Length > 0 ? _store.Currency : null,
            Value = priced ? basket.Sum(piece => piece.ListPrice(_store.Currency)) : null,
            Reference = name == "Order Completed" ? $"O-{id}" : null,
            StoreId = _channel == "store" ? _store.Id : null,
            AssociateId = _channel == "store" ? _associate : null,
            Channel = _channel,
        });
        _at = _at.AddSeconds(15 + (dwell ?? 0) + _chance.Below(50));
    }

    private static string? Size(DemoProduct piece, string name) =>
        name is "Product Added" or "Order Completed" && piece.Sizes.Count > 0 ? piece.Sizes[piece.Sizes.Count / 2] : null;

    // She comes at her hour, give or take one, by the clock of her city.
    private DateTimeOffset OnDay(DateTimeOffset from, int day)
    {
        var date = DateTime.SpecifyKind(from.UtcDateTime.Date, DateTimeKind.Unspecified).AddDays(day);
        var local = date.AddHours(_evening).AddMinutes(_chance.Between(-55, 55));
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
