using System.Text;
using Luxe.Contracts.Customers;
using Luxe.Silo.Ingest;

namespace Luxe.Silo.Tests.Ingest;

/// <summary>Short ways to parse one call in a test.</summary>
internal static class Parsing
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly SegmentParser Parser = new(() => "made-id");

    public static SegmentMessage Accept(string json, SegmentCallType type = SegmentCallType.Unstated, string context = "", DateTimeOffset? sentAt = null)
    {
        var taken = Parser.TryParse(Encoding.UTF8.GetBytes(json), type, Encoding.UTF8.GetBytes(context), sentAt, Now, out var message, out var rejected);
        Assert.True(taken, $"{rejected?.Field} {rejected?.Reason}");
        return message!;
    }

    public static Interaction Interaction(string json, SegmentCallType type = SegmentCallType.Unstated) => Accept(json, type).Interaction!;

    public static Interaction Track(string name, string properties) =>
        Interaction($$"""{"type":"track","userId":"u1","messageId":"m1","event":"{{name}}","properties":{{properties}}}""");

    public static RejectedEvent Reject(string json, SegmentCallType type = SegmentCallType.Unstated)
    {
        Assert.False(Parser.TryParse(Encoding.UTF8.GetBytes(json), type, default, null, Now, out _, out var rejected));
        return rejected!;
    }
}
