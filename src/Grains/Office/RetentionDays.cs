using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Luxe.Contracts.Office;
using Luxe.Storage;

namespace Luxe.Grains.Office;

/// <summary>The shards' notes of what ran over its time, as days.</summary>
internal static class RetentionDays
{
    private const string Form = "yyyyMMdd";

    /// <summary>A day as the table numbers it.</summary>
    public static int Number(DateTimeOffset at) => int.Parse(at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static RetentionReport Sum(ImmutableArray<RetentionDay> runs) => new([.. runs.GroupBy(static run => run.Day).OrderByDescending(static day => day.Key).Select(Day)]);

    private static RetentionDayView Day(IGrouping<int, RetentionDay> runs) => new(
        DateOnly.ParseExact(runs.Key.ToString(CultureInfo.InvariantCulture), Form, CultureInfo.InvariantCulture),
        runs.Count(static run => run.FinishedAt is not null),
        runs.Count(static run => run.FinishedAt is null),
        runs.Sum(static run => run.Clients),
        runs.Sum(static run => run.Emptied),
        [.. runs.SelectMany(static run => Rules(run.Detail)).GroupBy(static rule => rule.Name, StringComparer.Ordinal)
            .Select(static rule => new CountOf(rule.Key, rule.Sum(static one => one.Rows))).OrderByDescending(static rule => rule.Count).ThenBy(static rule => rule.Of, StringComparer.Ordinal)]);

    /// <summary>An object from rule to rows; whatever else a version wrote there is no rule.</summary>
    private static List<(string Name, long Rows)> Rules(ReadOnlyMemory<byte> detail)
    {
        try
        {
            using var json = JsonDocument.Parse(detail);
            return json.RootElement.ValueKind != JsonValueKind.Object
                ? []
                : [.. json.RootElement.EnumerateObject().Where(static rule => rule.Value.ValueKind == JsonValueKind.Number && rule.Value.TryGetInt64(out _)).Select(static rule => (rule.Name, rule.Value.GetInt64()))];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
