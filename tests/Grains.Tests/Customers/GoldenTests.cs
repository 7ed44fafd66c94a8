using System.Globalization;
using System.Text;
using System.Text.Json;
using Luxe.Grains.Customers;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>
/// What was stored once. Journal rows must be read for ever; a snapshot must stay as it is unless its version grows. When one of these
/// facts fails and that is meant: raise <see cref="CustomerSnapshot.CurrentVersion"/>, add the new file beside the old ones (the failed
/// fact leaves it in the system's temporary folder), and change no file that is there.
/// </summary>
public sealed class GoldenTests
{
    private static string Snapshot => string.Create(CultureInfo.InvariantCulture, $"snapshot-v{CustomerSnapshot.CurrentVersion}.json");

    [Fact]
    public void Rows_StoredOnce_FoldToTheStoredSnapshotOfThisVersion()
    {
        var state = CustomerState.Empty.Apply(Rows().Select(CustomerRows.FromRow)) with { Dropped = 3 };

        AssertGolden(Snapshot, JsonSerializer.Serialize(state, CustomerJson.Default.CustomerState));
    }

    [Fact]
    public void Rows_StoredOnce_AreReadAndWrittenTheSame() => Assert.All([.. Rows(), .. Rows("rows-of-ends.jsonl"), .. Rows("rows-of-care.jsonl")], static row =>
    {
        var entry = CustomerRows.FromRow(row);
        if (row.IsRedacted)
        {
            Assert.Null(entry.Event);
            return;
        }

        var written = CustomerRows.ToRow(entry, row.ReceivedAt);
        Assert.Equal(Encoding.UTF8.GetString(row.Payload.Span), Encoding.UTF8.GetString(written.Payload.Span));
        Assert.Equal((row.Kind, row.Tier, row.OccurredAt), (written.Kind, written.Tier, written.OccurredAt));
    });

    [Fact]
    public void Rows_StoredOnce_AreOfEveryKindThereWas()
    {
        var known = typeof(CustomerEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(CustomerEvent)));
        var golden = Rows().Concat(Rows("rows-of-ends.jsonl")).Concat(Rows("rows-of-care.jsonl")).Select(static row => CustomerRows.FromRow(row).Event?.GetType()).ToHashSet();

        Assert.Empty(known.Where(type => !golden.Contains(type)).Select(static type => type.Name));
    }

    [Fact]
    public void Snapshot_OfThisVersion_IsReadAndWrittenTheSame()
    {
        var state = JsonSerializer.Deserialize(Text(Snapshot), CustomerJson.Default.CustomerState)!;

        Assert.Equal(Text(Snapshot), JsonSerializer.Serialize(state, CustomerJson.Default.CustomerState));
        Assert.Null(CustomerSnapshot.Of(state, 1).Read().Fault);
    }

    [Fact]
    public void Snapshot_OfTheVersionBefore_IsNotReadAndTellsWhatItCounted()
    {
        var former = new CustomerSnapshot { Seq = 7, Version = 2, Json = Text("snapshot-v2.json") };

        Assert.Equal((null, SnapshotFault.OtherVersion), former.Read());
        Assert.Equal(7, former.ReadDropped());
    }

    /// <summary>One row a line, as JSON.</summary>
    internal static string Line(JournalRow row) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["seq"] = row.Seq,
        ["eventId"] = row.EventId,
        ["kind"] = row.Kind,
        ["tier"] = row.Tier,
        ["occurredAt"] = row.OccurredAt,
        ["receivedAt"] = row.ReceivedAt,
        ["payload"] = Encoding.UTF8.GetString(row.Payload.Span),
    });

    /// <summary>A life with everything in it; what ends a life has rows of its own, or there would be nothing to compare.</summary>
    private static JournalRow[] Rows(string name = "rows.jsonl") => [.. Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row)];

    private static JournalRow Row(string line)
    {
        using var json = JsonDocument.Parse(line);
        var row = json.RootElement;
        return new JournalRow(
            row.GetProperty("seq").GetInt64(),
            row.GetProperty("eventId").GetString(),
            row.GetProperty("kind").GetString()!,
            row.GetProperty("tier").GetInt32(),
            row.GetProperty("occurredAt").GetDateTimeOffset(),
            row.GetProperty("receivedAt").GetDateTimeOffset(),
            Encoding.UTF8.GetBytes(row.GetProperty("payload").GetString()!));
    }

    private static void AssertGolden(string name, string actual)
    {
        var expected = Text(name);
        if (expected != actual)
        {
            File.WriteAllText(Path.Combine(Path.GetTempPath(), name), actual);
        }

        Assert.Equal(expected, actual);
    }

    private static string Text(string name)
    {
        using var stream = typeof(GoldenTests).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"There is no golden file {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().TrimEnd('\n');
    }
}
