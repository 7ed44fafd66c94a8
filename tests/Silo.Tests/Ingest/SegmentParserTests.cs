using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Silo.Ingest;
using static Luxe.Silo.Tests.Ingest.Parsing;

namespace Luxe.Silo.Tests.Ingest;

/// <summary>The examples of Segment's public spec, read as it says.</summary>
public sealed class SegmentParserTests
{
    [Fact]
    public void Parse_IdentifyOfTheSpec_TakesTraitsAndKeepsTokensApart()
    {
        var message = Accept(
            """{"userId":"019mr8mf4r","traits":{"email":"pgibbons@example.com","name":"Peter Gibbons","industry":"Technology"},"context":{"ip":"24.5.68.47"},"timestamp":"2012-12-02T00:30:08.276Z","writeKey":"K"}""",
            SegmentCallType.Identify);
        Assert.Equal([new IdentityToken(IdentityKind.UserId, "019mr8mf4r"), new IdentityToken(IdentityKind.Email, "pgibbons@example.com")], message.Tokens.ToArray());
        var interaction = message.Interaction!;
        Assert.Equal(InteractionKind.Identified, interaction.Kind);
        Assert.Equal("made-id", interaction.EventId);
        Assert.Equal(new DateTimeOffset(2012, 12, 2, 0, 30, 8, 276, TimeSpan.Zero), interaction.OccurredAt);
        Assert.Equal(("Peter", "Gibbons"), (interaction.Traits!.GivenName, interaction.Traits.FamilyName));
        Assert.DoesNotContain("pgibbons", interaction.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_IdentifyWithEverything_FillsTheTraits()
    {
        var traits = Accept(
            """
            {"type":"identify","anonymousId":"a1","traits":{"title":"Ms","firstName":"Alex","lastName":"Morgan","language":"fr_FR","birthday":"1984-05-17T00:00:00.000Z","anniversary":"2015-06-01","dates":{"first purchase":"2004-10-09","unset":null},
             "address":{"city":"Lyon","country":"fr","street":"not kept"},"membership":"Maison","categories":["leather","silk"],"sizes":{"shoes":"38","dress":36},"phone":"+33 1 23 45","card":"LX-1"}}
            """).Interaction!.Traits!;
        Assert.Equal("Ms", traits.Title);
        Assert.Equal("fr-FR", traits.Language);
        Assert.Equal(new DateOnly(1984, 5, 17), traits.Birthday);
        Assert.Equal(("Lyon", "FR"), (traits.City, traits.Country));
        Assert.Equal("Maison", traits.Membership);
        Assert.Equal(["leather", "silk"], traits.Categories.ToArray());
        Assert.Equal([new SizeFit("shoes", "38"), new SizeFit("dress", "36")], traits.Sizes.ToArray());
        Assert.Equal([new ImportantDate("anniversary", new DateOnly(2015, 6, 1)), new ImportantDate("first purchase", new DateOnly(2004, 10, 9))], traits.Dates.ToArray());
    }

    [Fact]
    public void Parse_TrackOfTheSpec_KeepsAnUnknownEventUnderItsName()
    {
        var interaction = Interaction(
            """{"userId":"019mr8mf4r","event":"Item Purchased","properties":{"name":"Leap to Conclusions Mat","revenue":14.99},"timestamp":"2012-12-02T00:30:12.984Z"}""",
            SegmentCallType.Track);
        Assert.Equal((InteractionKind.Other, "Item Purchased", 14.99m), (interaction.Kind, interaction.Name, interaction.Value));
    }

    [Fact]
    public void Parse_ProductViewedOfTheSpec_IsOnePiece()
    {
        var interaction = Track("Product Viewed",
            """{"product_id":"507f1f77bcf86cd799439011","sku":"G-32","category":"Games","name":"Monopoly: 3rd Edition","brand":"Hasbro","variant":"200 pieces","price":18.99,"quantity":1,"coupon":"MAYDEALS","currency":"usd","position":3,"value":18.99,"url":"https://www.example.com/product/path"}""");
        Assert.Equal(new InteractionItem("507f1f77bcf86cd799439011", "Games", "Monopoly: 3rd Edition", 1, 18.99m, "200 pieces"), Assert.Single(interaction.Items));
        Assert.Equal((InteractionKind.ProductViewed, 18.99m, "USD"), (interaction.Kind, interaction.Value, interaction.Currency));
        Assert.Null(interaction.Name);
    }

    [Fact]
    public void Parse_OrderCompletedOfTheSpec_TakesTotalAndPieces()
    {
        var interaction = Track("Order Completed",
            """
            {"checkout_id":"fksdjfsdjfisjf9sdfjsd9f","order_id":"50314b8e9bcf000000000000","affiliation":"Google Store","total":27.50,"subtotal":22.50,"revenue":25.00,"shipping":3,"tax":2,"discount":2.5,"coupon":"hasbros","currency":"USD",
             "products":[{"product_id":"507f1f77bcf86cd799439011","sku":"45790-32","name":"Monopoly: 3rd Edition","price":19,"quantity":1,"category":"Games"},{"product_id":"505bd76785ebb509fc183733","sku":"46493-32","name":"Uno Card Game","price":3,"quantity":2,"category":"Games"}]}
            """);
        Assert.Equal((InteractionKind.OrderCompleted, 27.50m, "USD", "50314b8e9bcf000000000000"), (interaction.Kind, interaction.Value, interaction.Currency, interaction.Reference));
        Assert.Equal([("507f1f77bcf86cd799439011", 1, 19m), ("505bd76785ebb509fc183733", 2, 3m)], interaction.Items.Select(item => (item.ProductId, item.Quantity, item.UnitPrice!.Value)));
    }

    [Fact]
    public void Parse_ProductListViewedOfTheSpec_TakesCategoryAndPieces()
    {
        var interaction = Track("Product List Viewed", """{"list_id":"hot_deals_1","category":"Deals","products":[{"sku":"45790-32","price":19},{"name":"names no piece"}]}""");
        Assert.Equal((InteractionKind.ProductListViewed, "Deals"), (interaction.Kind, interaction.Category));
        Assert.Equal("45790-32", Assert.Single(interaction.Items).ProductId);
    }

    [Fact]
    public void Parse_ProductsSearched_TakesTextOrObject()
    {
        Assert.Equal("blue roses", Track("Products Searched", """{"query":"blue roses"}""").Query);
        Assert.Equal("""{"text":"roses"}""", Track("Products Searched", """{"query":{"text":"roses"}}""").Query);
    }

    [Fact]
    public void Parse_Promotion_TakesItsNameAsTopic() => Assert.Equal("Atelier evening", Track("Promotion Clicked", """{"promotion_id":"p1","name":"Atelier evening"}""").Topic);

    [Fact]
    public void Parse_Page_NeverKeepsTheQueryString()
    {
        var message = Accept(
            """{"type":"page","anonymousId":"a1","properties":{"path":"/search?q=private","url":"https://example.com/search?q=private","search":"?q=private"},"context":{"library":{"name":"analytics.js"}}}""");
        Assert.Equal((InteractionKind.ContentViewed, Channel.Web, "/search"), (message.Interaction!.Kind, message.Interaction.Channel, message.Interaction.Topic));
        Assert.DoesNotContain("private", message.Interaction.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ScreenAndGroup_AreContentAndGroup()
    {
        var screen = Interaction("""{"userId":"u","name":"Lookbook"}""", SegmentCallType.Screen);
        Assert.Equal((Channel.App, "Lookbook"), (screen.Channel, screen.Topic));
        var group = Interaction("""{"userId":"u","groupId":"8e9df332ac","traits":{"name":"Initech"}}""", SegmentCallType.Group);
        Assert.Equal((InteractionKind.Grouped, "8e9df332ac"), (group.Kind, group.Reference));
    }

    [Fact]
    public void Parse_Alias_HoldsBothIdentifiersAndNoInteraction()
    {
        var message = Accept("""{"previousId":"39239-239239","userId":"019mr8mf4r"}""", SegmentCallType.Alias);
        Assert.Equal(("39239-239239", null), (message.PreviousId, message.Interaction));
        Assert.Equal("previousId", Reject("""{"userId":"u"}""", SegmentCallType.Alias).Field);
    }

    [Fact]
    public void Parse_BatchContext_IsMergedUnderTheEventsOwn()
    {
        const string Batch = """{"library":{"name":"analytics-ios"},"device":{"id":"d-batch"},"traits":{"email":"batch@example.com"}}""";
        var message = Accept("""{"type":"track","userId":"u","event":"E","context":{"device":{"id":"d-own"}}}""", context: Batch);
        Assert.Equal((Channel.App, "d-own"), (message.Interaction!.Channel, message.Interaction.DeviceId));
        Assert.Contains(new IdentityToken(IdentityKind.Email, "batch@example.com"), message.Tokens);
    }

    [Fact]
    public void Parse_SentAtOfABatch_CorrectsTheClock()
    {
        var occurred = Accept("""{"type":"track","userId":"u","event":"E","timestamp":"2020-01-01T00:00:00Z"}""", sentAt: new(2020, 1, 1, 0, 1, 0, TimeSpan.Zero)).Interaction!.OccurredAt;
        Assert.Equal(Now.AddMinutes(-1), occurred);
    }

    [Fact]
    public void Parse_TimesOfTheSpec_AreRead()
    {
        Assert.Equal(new DateTimeOffset(2015, 2, 2, 0, 30, 8, 276, TimeSpan.Zero), Interaction("""{"type":"track","userId":"u","event":"E","timestamp":"2015-2-02T00:30:08.276Z"}""").OccurredAt);
        Assert.Equal(new DateTimeOffset(2015, 2, 2, 0, 30, 8, TimeSpan.Zero), Interaction("""{"type":"track","userId":"u","event":"E","timestamp":"2015-02-02T00:30:08"}""").OccurredAt);
        Assert.Equal(new DateTimeOffset(2015, 2, 1, 22, 30, 8, TimeSpan.Zero), Interaction("""{"type":"track","userId":"u","event":"E","timestamp":"2015-02-02T00:30:08+02:00"}""").OccurredAt);
    }

    [Fact]
    public void Parse_TokensInAnyOrder_AreStrongestFirst()
    {
        var tokens = Accept("""{"type":"identify","anonymousId":"a","traits":{"phone":"1","email":"e","card":"c"},"userId":"u"}""").Tokens;
        Assert.Equal([IdentityKind.UserId, IdentityKind.Card, IdentityKind.Email, IdentityKind.Phone, IdentityKind.AnonymousId], tokens.Select(token => token.Kind));
    }

    [Theory]
    [InlineData("analytics.js", "{}", Channel.Web)]
    [InlineData("analytics-swift", "{}", Channel.App)]
    [InlineData("@segment/analytics-node", "{}", Channel.Server)]
    [InlineData("@segment/analytics-node", """{"store_id":"paris"}""", Channel.Store)]
    [InlineData("analytics.js", """{"store_id":"paris"}""", Channel.Web)]
    [InlineData("analytics.js", """{"channel":"boutique"}""", Channel.Store)]
    [InlineData("analytics.js", """{"channel":"carrier pigeon"}""", Channel.Web)]
    public void Parse_Channel_IsTheEventsWordElseTheLibrarys(string library, string properties, Channel expected) =>
        Assert.Equal(expected, Interaction($$$"""{"type":"track","userId":"u","event":"E","properties":{{{properties}}},"context":{"library":{"name":"{{{library}}}"} } }""").Channel);
}
