using System.Text.Json;
using Luxe.Cli.Imports;

namespace Luxe.Cli.Tests;

/// <summary>The three event formats and H&amp;M's files, line by line.</summary>
public sealed class ParserTests
{
    [Theory]
    [InlineData("pv", "Product Viewed")]
    [InlineData("cart", "Product Added")]
    [InlineData("fav", "Product Added to Wishlist")]
    [InlineData("buy", "Order Completed")]
    public void Taobao_EachBehaviour_BecomesItsEvent(string behaviour, string name)
    {
        var row = Single(new TaobaoParser(), $"100,3658601,2342116,{behaviour},1511757958");
        Assert.Equal(new ClientKey("userId", "100"), row.Client);
        var call = Json(row);
        Assert.Equal(name, call.GetProperty("event").GetString());
        Assert.Equal("100", call.GetProperty("userId").GetString());
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1511757958), call.GetProperty("timestamp").GetDateTimeOffset());
        var properties = call.GetProperty("properties");
        var piece = behaviour == "buy" ? properties.GetProperty("products")[0] : properties;
        Assert.Equal("3658601", piece.GetProperty("product_id").GetString());
        Assert.Equal("2342116", piece.GetProperty("category").GetString());
    }

    [Theory]
    [InlineData("100,3658601,2342116,pv", "4 columns")]
    [InlineData("100,3658601,2342116,pv,1511757958,9", "6 columns")]
    [InlineData("100,3658601,2342116,look,1511757958", "behaviour")]
    [InlineData("100,3658601,2342116,pv,yesterday", "not a number")]
    [InlineData("100,3658601,2342116,pv,-1511757958", "outside")]
    [InlineData("100,3658601,2342116,pv,99999999999999999", "outside")]
    [InlineData(",3658601,2342116,pv,1511757958", "user_id is empty")]
    public void Taobao_MalformedLine_SaysWhatIsWrong(string line, string reason) =>
        Assert.Contains(reason, Assert.Throws<BadLineException>(() => new TaobaoParser().Parse(7, line).ToList()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1433221332117,257597,view,355908,", "Product Viewed")]
    [InlineData("1433221332117,257597,addtocart,355908,", "Product Added")]
    [InlineData("1433221332117,257597,transaction,355908,4000", "Order Completed")]
    [InlineData("1433221332117,257597,view,355908", "Product Viewed")]
    public void Retailrocket_EachEvent_BecomesItsEvent(string line, string name)
    {
        var row = Single(new RetailrocketParser(), line);
        Assert.Equal(new ClientKey("anonymousId", "257597"), row.Client);
        Assert.Equal(name, Json(row).GetProperty("event").GetString());
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1433221332117), Json(row).GetProperty("timestamp").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("1433221332117,257597,transaction,355908,", "transactionid is empty")]
    [InlineData("1433221332117,257597,wave,355908,", "none of view")]
    [InlineData("soon,257597,view,355908,", "not a number")]
    [InlineData("", "1 columns")]
    public void Retailrocket_MalformedLine_SaysWhatIsWrong(string line, string reason) =>
        Assert.Contains(reason, Assert.Throws<BadLineException>(() => new RetailrocketParser().Parse(7, line).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void Segment_CallWithoutMessageId_GetsOneFromItsPlaceAndContent()
    {
        const string line = """{"type":"track","event":"X","userId":"u1","properties":{"a":1}}""";
        var id = Json(Single(new SegmentLineParser(), line)).GetProperty("messageId").GetString();
        Assert.StartsWith("segment-7-", id, StringComparison.Ordinal);
        Assert.Equal(id, Json(Single(new SegmentLineParser(), line)).GetProperty("messageId").GetString());
        Assert.NotEqual(id, Json(new SegmentLineParser().Parse(8, line).Single()).GetProperty("messageId").GetString());
    }

    [Fact]
    public void Segment_CallWithMessageId_IsSentAsItStands()
    {
        const string line = """{"type":"track","messageId":"m-1","event":"X","anonymousId":"a1","context":{"ip":"0.0.0.0"}}""";
        var row = Single(new SegmentLineParser(), line);
        Assert.Equal(line, System.Text.Encoding.UTF8.GetString(row.Json.Span));
        Assert.Equal(new ClientKey("anonymousId", "a1"), row.Client);
    }

    [Fact]
    public void Segment_BatchOnALine_BecomesItsCalls() =>
        Assert.Equal(2, new SegmentLineParser().Parse(1, """{"batch":[{"type":"page","userId":"u"},{"type":"track","event":"X","userId":"u"}]}""").Select(row => Json(row).GetProperty("messageId").GetString()).Distinct().Count());

    [Theory]
    [InlineData("nonsense", "not JSON")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("""{"event":"X","userId":"u"}""", "no type")]
    [InlineData("""{"type":"track","event":"X"}""", "neither")]
    public void Segment_MalformedLine_SaysWhatIsWrong(string line, string reason) =>
        Assert.Contains(reason, Assert.Throws<BadLineException>(() => new SegmentLineParser().Parse(1, line).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void HmTransaction_Price_IsScaledToAShopPrice()
    {
        var parser = new HmTransactionsParser(590m, "EUR");
        Assert.True(parser.IsHeader("t_dat,customer_id,article_id,price"));
        var call = Json(parser.Parse(2, "2020-06-12,abc,640021011,0.050830508474576264").Single());
        Assert.Equal(29.99m, call.GetProperty("properties").GetProperty("total").GetDecimal());
        Assert.Equal("EUR", call.GetProperty("properties").GetProperty("currency").GetString());
    }

    [Fact]
    public void HmCustomer_WhoReadsTheNews_GrantsEmail()
    {
        var parser = new HmCustomersParser();
        parser.IsHeader("customer_id,FN,Active,club_member_status,fashion_news_frequency,age,postal_code");
        Assert.Equal(["email"], parser.Parse(2, "a,1,1,ACTIVE,Regularly,34,x").Single().Purposes);
        Assert.Empty(parser.Parse(3, "b,,,ACTIVE,NONE,34,x").Single().Purposes);
        Assert.Throws<BadLineException>(() => parser.Parse(4, "b,,").ToList());
    }

    [Fact]
    public void Csv_QuotedCells_KeepTheirCommasAndQuotes()
    {
        var row = new CsvColumns("a,b,c").Read("1,\"x, \"\"y\"\"\",3");
        Assert.Equal("x, \"y\"", row["b"]);
        Assert.Throws<BadLineException>(() => new CsvColumns("a,b").Read("1,\"x"));
    }

    private static ImportRow Single(ILineParser parser, string line) => parser.Parse(7, line).Single();

    private static JsonElement Json(ImportRow row) => JsonSerializer.Deserialize<JsonElement>(row.Json.Span);
}
