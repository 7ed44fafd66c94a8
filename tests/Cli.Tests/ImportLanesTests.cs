using Luxe.Cli.Imports;

namespace Luxe.Cli.Tests;

/// <summary>Whoever shares an id is one person and goes one lane, in the order of the file.</summary>
public sealed class ImportLanesTests
{
    [Fact]
    public void Deal_OfVisitorsWhoBecomeUsers_KeepsAPersonInOneLane()
    {
        var parser = new SegmentLineParser();
        var rows = new List<ImportRow>();
        for (var person = 0; person < 50; person++)
        {
            rows.AddRange(parser.Parse(rows.Count, $$"""{"type":"track","event":"Product Viewed","anonymousId":"a-{{person}}"}"""));
        }

        for (var person = 0; person < 50; person++)
        {
            rows.AddRange(parser.Parse(rows.Count, $$"""{"type":"identify","userId":"u-{{person}}","anonymousId":"a-{{person}}"}"""));
            rows.AddRange(parser.Parse(rows.Count, $$"""{"type":"alias","userId":"u-{{person}}","previousId":"old-{{person}}"}"""));
            rows.AddRange(parser.Parse(rows.Count, $$"""{"type":"track","event":"Product Viewed","userId":"old-{{person}}"}"""));
        }

        var lanes = Enumerable.Range(0, parser.Lanes).Select(static _ => new List<ImportRow>()).ToArray();
        ImportLanes.Deal(rows, lanes, parser.JoinsIds);
        Assert.Equal(rows.Count, lanes.Sum(static lane => lane.Count));
        Assert.All(lanes, static lane => Assert.NotEmpty(lane));
        Assert.All(lanes, static lane => Assert.Equal(lane.Select(static row => row.Line).Order(), lane.Select(static row => row.Line)));
        for (var person = 0; person < 50; person++)
        {
            var suffix = $"-{person}";
            Assert.Single(lanes, lane => lane.Any(row => row.Client.Id.EndsWith(suffix, StringComparison.Ordinal)));
        }
    }
}
