using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Luxe.Cli.Demo;
using Luxe.ClientelingApp.Pictures;

namespace Luxe.Cli.Tests;

/// <summary>The demo maison: the same from every seed's run to the next, complete, and in its own voice.</summary>
public sealed class DemoMaisonTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DemoMaison Maison = DemoMaison.Build();
    private static readonly string[] Banned =
    [
        "perfect for", "elevate", "must-have", "stunning", "effortless", "game-changer", "timeless classic", "indulge", "luxurious", "exquisite", "unparalleled", "curated",
    ];

    [Fact]
    public void Build_WithTheSameSeed_GivesTheSameMaison() => Assert.Equal(Hash(DemoMaison.Build(7)), Hash(DemoMaison.Build(7)));

    [Fact]
    public void Build_WithAnotherSeed_GivesAnotherMaison() => Assert.NotEqual(Hash(DemoMaison.Build(7)), Hash(DemoMaison.Build(8)));

    [Fact]
    public void Build_ByDefault_HasTheNumbersOfTheHouse()
    {
        Assert.Equal(12, Maison.Stores.Count);
        Assert.Equal(80, Maison.Stores.Sum(store => store.Associates.Count));
        Assert.Equal(1_200, Maison.Products.Count);
        Assert.Equal(8, Maison.Products.Select(product => product.Category).Distinct().Count());
        Assert.InRange(Maison.Personas.Count, 7, 12);
        Assert.All(new[] { "paris.associate", "paris.manager", "london.associate", "london.manager", "head.office", "privacy.officer" },
            user => Assert.Contains(Maison.Accounts, account => account.UserName == user));
    }

    [Fact]
    public void Build_Ids_AreUnique()
    {
        Unique(Maison.Products.Select(product => product.ProductId));
        Unique(Maison.Products.Select(product => product.Title));
        Unique(Maison.Stores.SelectMany(store => store.Associates).Select(associate => associate.Id));
        Unique(Maison.Accounts.Select(account => account.UserName));
        Unique(Maison.Personas.Select(persona => persona.UserId).Concat(Enumerable.Range(0, 5_000).Select(LifeMaker.UserId)));
        Unique(Maison.Personas.Select(persona => persona.Card).Concat(Enumerable.Range(0, 5_000).Select(LifeMaker.Card)));

        static void Unique(IEnumerable<string> ids)
        {
            var all = ids.ToList();
            Assert.Equal(all.Count, all.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void Descriptions_OfEveryPiece_AreInTheMaisonsVoice()
    {
        Assert.All(Maison.Products, product =>
        {
            Assert.InRange(product.Description.Length, 90, 520);
            Assert.DoesNotContain(Banned, phrase => product.Description.Contains(phrase, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain('!', product.Description);
            Assert.DoesNotContain('{', product.Title);
            Assert.EndsWith(".", product.Description, StringComparison.Ordinal);
        });
        Assert.Equal(Maison.Products.Count, Maison.Products.Select(product => product.Description).Distinct().Count());
    }

    [Fact]
    public void Pieces_Prices_CoverEveryStoresCurrency() => Assert.All(Maison.Products, product =>
        Assert.All(Maison.Stores, store => Assert.True(product.ListPrice(store.Currency) > 0)));

    [Fact]
    public void Pictures_OfEveryPiece_AreWellFormedAndDrawnFromKnownShapesAndColours() => Assert.All(Maison.Products, product =>
    {
        Assert.Contains(product.Silhouette, PictureRenderer.Silhouettes);
        Assert.Contains(product.Colour, PictureRenderer.Colours);
        var subject = new PictureSubject(product.ProductId, product.Title, product.Silhouette, product.Materials, product.Colour);
        var svg = PictureRenderer.Render(subject);
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.InRange(svg.Length, 3_000, 40_000);
        Assert.Equal(svg, PictureRenderer.Render(subject));
    });

    [Fact]
    public void Picture_OfHostileText_StaysWellFormedAndEscaped()
    {
        var svg = PictureRenderer.Render(new PictureSubject("x", "</title><script>alert(1)</script>\u0001 & \"q\"", "no such shape", ["<b>"], "\"><script>"));
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.Equal("</title><script>alert(1)</script> & \"q\"", XDocument.Parse(svg).Root!.Elements().First().Value);
    }

    [Fact]
    public void Lives_OfFiveThousand_AreABelievableMix()
    {
        var lives = Enumerable.Range(0, 5_000).Select(number => Maison.Lives.Make(number, AsOf)).ToList();
        var tiers = lives.CountBy(life => life.Steps[0].Decision!.Tier).ToDictionary();
        Assert.All(new[] { ("none", 12), ("category", 34), ("behaviour", 36), ("identity", 18) }, tier => Assert.InRange(tiers[tier.Item1], tier.Item2 * 40, tier.Item2 * 60));
        Assert.All(lives, life =>
        {
            Assert.InRange(life.Steps.Count - 1, 4, 60);
            var times = life.Steps.Select(step => step.At).ToList();
            Assert.Equal(times.Order(), times);
            Assert.True(times[^1] < AsOf);
            var ids = life.Steps.Select(step => step.Event?.MessageId ?? step.Decision!.EventId).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
        });
        Assert.InRange(lives.Average(life => life.Steps.Count), 15, 35);
        Assert.Contains(lives, life => life.Steps.Count >= 55);
    }

    [Fact]
    public void AlexMorgan_HerTwelveWeeks_AreThoseOfTheCase()
    {
        var alex = Maison.Personas.Single(persona => persona.UserId == "alex-morgan").ToClient(Maison, AsOf);
        Assert.Equal(["category", "behaviour", "identity"], alex.Steps.Where(step => step.Decision is not null).Select(step => step.Decision!.Tier));
        var events = alex.Steps.Where(step => step.Event is not null).Select(step => step.Event!).ToList();
        var cardigan = events.Where(each => each.Name == "Product Viewed" && each.Products[0].Product.ProductId == "lx-cardigan-charcoal").ToList();
        Assert.Equal([DayOfWeek.Thursday, DayOfWeek.Saturday, DayOfWeek.Monday], cardigan.Select(each => each.At.DayOfWeek));
        Assert.Equal(1_000m, events.Single(each => each.Name == "Checkout Started").Value);
        Assert.Contains(events, each => each.Query == "office to dinner outfits");
        Assert.Contains(events, each => each.Topic == "The Atelier Collection");
        var span = alex.Steps[^1].At - alex.Steps[0].At;
        Assert.InRange(span.TotalDays, 75, 90);
    }

    [Fact]
    public void Doubles_ShareOneThingWithAnotherRecord_AndNoUserId()
    {
        var all = Maison.Personas.Concat(Maison.Doubles).ToList();
        Assert.Equal(all.Count, all.Select(record => record.UserId).Distinct().Count());
        Assert.Single(Maison.Doubles, record => Maison.Personas.Any(persona => persona.Card == record.Card));
        Assert.Single(Maison.Doubles, record => Maison.Personas.Any(persona => Text(persona, "birthday") is { } birthday && birthday == Text(record, "birthday")));
        Assert.Equal(2, Maison.Doubles.Count(record => Text(record, "phone") is not null));

        static string? Text(Persona record, string trait) => record.Traits.TryGetValue(trait, out var text) ? text.GetString() : null;
    }

    [Fact]
    public void Personas_OnAnyDayOfTheYear_LiveInOrderAndNeverAhead() => Assert.All(Enumerable.Range(0, 60), week =>
        Assert.All(Maison.Personas.Concat(Maison.Doubles), persona =>
        {
            var asOf = AsOf.AddDays((week * 6) + 0.4);
            var client = persona.ToClient(Maison, asOf);
            Assert.NotNull(client.Steps[0].Decision);
            Assert.True(client.Steps[^1].At < asOf);
        }));

    private static string Hash(DemoMaison maison)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(maison.Products));
        foreach (var number in Enumerable.Range(0, 200))
        {
            var life = maison.Lives.Make(number, AsOf);
            hash.AppendData(life.Declare());
            foreach (var step in life.Steps)
            {
                hash.AppendData(step.Event?.ToJson(life.UserId) ?? Encoding.UTF8.GetBytes(step.Decision!.ToString()));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
