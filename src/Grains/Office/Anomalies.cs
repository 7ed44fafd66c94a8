using System.Collections.Immutable;
using Luxe.Contracts.Office;
using Luxe.Storage;

namespace Luxe.Grains.Office;

/// <summary>Who looked at far more clients outside her book than her colleagues did.</summary>
internal static class Anomalies
{
    /// <summary>So many strangers a week are nobody's business yet.</summary>
    private const double Least = 20;

    private const double Times = 5;

    /// <summary>Of fewer colleagues nobody can say what is usual: one who looks at everybody would make it so.</summary>
    private const int Enough = 5;

    public static AnomalyReport Find(ImmutableArray<ViewerLooks> looks, DateTimeOffset since)
    {
        var usual = Median(looks);
        var limit = looks.Length < Enough ? Least : Math.Max(Least, Times * usual);
        return new AnomalyReport(
            since,
            looks.Length,
            usual,
            limit,
            [.. looks.Where(one => one.Outside > limit).OrderByDescending(static one => one.Outside).ThenBy(static one => one.Viewer, StringComparer.Ordinal)
                .Select(static one => new Anomaly(one.Viewer, one.Clients, one.Outside))]);
    }

    private static double Median(ImmutableArray<ViewerLooks> looks)
    {
        var outside = looks.Select(static one => one.Outside).Order().ToArray();
        return outside.Length == 0 ? 0 : (outside[(outside.Length - 1) / 2] + outside[outside.Length / 2]) / 2.0;
    }
}
