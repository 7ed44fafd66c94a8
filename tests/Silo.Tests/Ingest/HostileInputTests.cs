using System.Text;
using Luxe.Silo.Ingest;
using Luxe.Silo.Problems;
using static Luxe.Silo.Tests.Ingest.Parsing;

namespace Luxe.Silo.Tests.Ingest;

/// <summary>Input that is wrong by accident or on purpose: refused with its field, never with what was sent, never with another fault.</summary>
public sealed class HostileInputTests
{
    [Theory]
    [InlineData("""{"type":"track","event":"E"}""", "userId")]
    [InlineData("""{"type":"track","userId":"  ","event":"E"}""", "userId")]
    [InlineData("""{"type":"track","userId":"u"}""", "event")]
    [InlineData("""{"type":"track","userId":"u","event":null}""", "event")]
    [InlineData("""{"type":"track","userId":{"id":1},"event":"E"}""", "userId")]
    [InlineData("""{"type":"track","userId":"u\u0000","event":"E"}""", "userId")]
    [InlineData("""{"type":"track","userId":"u","event":"\ud800"}""", "event")]
    [InlineData("""{"type":"track","userId":"u","event":"E","messageId":["m"]}""", "messageId")]
    [InlineData("""{"type":"track","userId":"u","event":"E","timestamp":"yesterday"}""", "timestamp")]
    [InlineData("""{"type":"track","userId":"u","event":"E","timestamp":1700000000}""", "timestamp")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":[]}""", "properties")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"price":"NaN"}}""", "properties.price")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"price":"Infinity"}}""", "properties.price")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"price":1e400}}""", "properties.price")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"total":99999999999999999999999999}}""", "properties.total")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"revenue":true}}""", "properties.revenue")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"quantity":1.5}}""", "properties.quantity")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"quantity":-1}}""", "properties.quantity")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"currency":"euros"}}""", "properties.currency")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"products":{}}}""", "properties.products")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"products":[{"sku":"a"},7]}}""", "properties.products[1]")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"products":[{"sku":"a"},{"sku":"b","price":[]}]}}""", "properties.products[1].price")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"dwell_ms":-5}}""", "properties.dwell_ms")]
    [InlineData("""{"type":"identify","userId":"u","traits":"none"}""", "traits")]
    [InlineData("""{"type":"identify","userId":"u","traits":{"birthday":"17 May"}}""", "traits.birthday")]
    [InlineData("""{"type":"identify","userId":"u","traits":{"email":{"home":"e"}}}""", "traits.email")]
    [InlineData("""{"type":"identify","userId":"u","traits":{"sizes":[38]}}""", "traits.sizes")]
    [InlineData("""{"type":"identify","userId":"u","traits":{"dates":"June"}}""", "traits.dates")]
    [InlineData("""{"type":"identify","userId":"u","traits":{"dates":{"wedding":"June"}}}""", "traits.dates")]
    [InlineData("""{"type":"track","userId":"u","event":"E","context":{"traits":{"phone":[]}}}""", "context.traits.phone")]
    [InlineData("""{"type":"track","userId":"u","event":"E","context":"none"}""", "context")]
    [InlineData("""{"type":"group","userId":"u"}""", "groupId")]
    [InlineData("""{"type":"purge","userId":"u"}""", "type")]
    [InlineData("""{"type":7,"userId":"u"}""", "type")]
    [InlineData("""{"userId":"u","event":"E"}""", "type")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"\ud800":1}}""", "")]
    [InlineData("""{"type":"\ud800","userId":"u"}""", "")]
    [InlineData("""[1,2]""", "")]
    [InlineData("null", "")]
    [InlineData("\"text\"", "")]
    public void Parse_WrongField_IsRejectedByItsName(string json, string field) => Assert.Equal(field, Reject(json).Field);

    [Theory]
    [InlineData("""{"type":"track","userId":7,"event":"E","properties":{"product_id":12345,"price":"19.90","quantity":"2","category":false}}""")]
    [InlineData("""{"type":"track","userId":"u","event":"E","properties":{"products":null,"currency":null,"price":null,"query":null},"context":null,"timestamp":null,"messageId":null,"sentAt":null,"integrations":{"All":true}}""")]
    [InlineData("""{"type":"track","userId":"u","event":"E","context":{"library":"x","device":[1],"page":null,"traits":5,"deep":{"er":[{"x":1}]}}}""")]
    [InlineData("""{"type":"identify","userId":"u","traits":{"address":"here","name":"Cher","country":"France","language":"<script>"}}""")]
    [InlineData("""{"type":"track","userId":"u","event":"E","x":"\ud800","properties":{"unread":"\udfff"}}""")]
    public void Parse_SloppyButClear_IsTaken(string json) => Accept(json);

    [Fact]
    public void Parse_DeepNesting_IsTheEventsFaultAlone()
    {
        var deep = $$$"""{"type":"track","userId":"u","messageId":"m9","event":"E","properties":{"x":{{{new string('[', 5000)}}}{{{new string(']', 5000)}}}}}""";
        var rejected = Reject(deep);
        Assert.Equal(("m9", ""), (rejected.MessageId, rejected.Field));
        var body = Encoding.UTF8.GetBytes($$"""{"batch":[{{deep}},{"type":"track","userId":"u","event":"E"}]}""");
        Assert.Equal(2, SegmentEnvelope.Read(body, isBatch: true).Events.Count);
    }

    [Fact]
    public void Parse_TenThousandKeys_OfWhichNoneMatters_IsTakenOrTooLarge()
    {
        var keys = string.Join(',', Enumerable.Range(0, 10_000).Select(number => $"\"k{number}\":{number}"));
        Assert.Contains("KB", Reject($$$"""{"type":"track","userId":"u","event":"E","properties":{ {{{keys}}} }}""").Reason, StringComparison.Ordinal);
        var fewer = string.Join(',', Enumerable.Range(0, 2_000).Select(number => $"\"k{number}\":{number}"));
        Accept($$$"""{"type":"track","userId":"u","event":"E","properties":{ {{{fewer}}} }}""");
    }

    [Fact]
    public void Parse_LongText_IsCutBetweenCharacters()
    {
        var title = new string('x', IngestLimits.TextLength - 1) + "\U0001F45C\U0001F45C";
        var topic = Interaction($$"""{"type":"page","userId":"u","name":"{{title}}"}""").Topic!;
        Assert.Equal(IngestLimits.TextLength - 1, topic.Length);
        Assert.Equal("userId", Reject($$"""{"type":"track","event":"E","userId":"{{new string('u', IngestLimits.IdLength + 1)}}"}""").Field);
    }

    [Fact]
    public void Parse_EventAtTheLimit_IsTakenAndOneByteMoreIsNot()
    {
        const string Frame = """{"type":"track","userId":"u","event":"E","pad":""}""";
        var fits = Frame.Replace("\"\"", $"\"{new string('p', IngestLimits.EventBytes - Frame.Length)}\"", StringComparison.Ordinal);
        Accept(fits);
        Reject(fits.Replace("pad", "padd", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("{} {}", "")]
    [InlineData("""{"batch":[NaN]}""", "")]
    [InlineData("""{"\ud800":1,"batch":[]}""", "")]
    [InlineData("{}", "batch")]
    [InlineData("""{"batch":{}}""", "batch")]
    [InlineData("""{"batch":[],"sentAt":"noon"}""", "sentAt")]
    [InlineData("""{"batch":[],"context":[]}""", "context")]
    public void ReadEnvelope_MalformedAsAWhole_NamesTheField(string body, string field)
    {
        var problem = Assert.Throws<ProblemException>(() => SegmentEnvelope.Read(Encoding.UTF8.GetBytes(body), isBatch: true)).Problem;
        Assert.Equal((400, field), (problem.Status, problem.Field));
    }

    [Fact]
    public void ReadEnvelope_InvalidUtf8_IsRefused()
    {
        byte[] body = [.. "{\"batch\":[],\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Equal(400, Assert.Throws<ProblemException>(() => SegmentEnvelope.Read(body, isBatch: true)).Problem.Status);
    }

    [Fact]
    public void ReadEnvelope_MoreThanTheMostEvents_IsRefused()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"batch":[{{string.Join(',', Enumerable.Repeat("{}", IngestLimits.BatchEvents + 1))}}]}""");
        Assert.Equal("batch", Assert.Throws<ProblemException>(() => SegmentEnvelope.Read(body, isBatch: true)).Problem.Field);
    }

    [Fact]
    public void Parse_RandomDamage_NeverThrows()
    {
        var parser = new SegmentParser(() => "id");
        var source = Encoding.UTF8.GetBytes("""{"batch":[{"type":"identify","userId":"u","traits":{"email":"e","birthday":"1984-05-17","sizes":{"a":"b"}},"timestamp":"2020-01-01T00:00:00Z"},{"type":"track","userId":"u","event":"Order Completed","properties":{"total":1.5,"products":[{"sku":"x","quantity":2}]}}],"sentAt":"2020-01-01T00:00:00Z"}""");
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var body = source.ToArray();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(32, 127);
            }

            SegmentEnvelope envelope;
            try
            {
                envelope = SegmentEnvelope.Read(body, isBatch: true);
            }
            catch (ProblemException)
            {
                continue;
            }

            foreach (var range in envelope.Events)
            {
                parser.TryParse(body.AsSpan(range), SegmentCallType.Unstated, default, envelope.SentAt, Now, out var message, out var rejected);
                Assert.True(message is null != rejected is null);
            }
        }
    }
}
