using System.Text.Json;

namespace Luxe.Silo.Ingest;

/// <summary>The calls of Segment's API.</summary>
public enum SegmentCallType
{
    /// <summary>Said by each event itself: a batch.</summary>
    Unstated,

    /// <summary>Who she is.</summary>
    Identify,

    /// <summary>What she did.</summary>
    Track,

    /// <summary>A page she read.</summary>
    Page,

    /// <summary>A screen of an app she read.</summary>
    Screen,

    /// <summary>What she belongs to.</summary>
    Group,

    /// <summary>Two identifiers of one person.</summary>
    Alias,
}

internal static class SegmentCallTypes
{
    public static SegmentCallType Read(ref Utf8JsonReader reader) => reader switch
    {
        _ when reader.TokenType != JsonTokenType.String => SegmentCallType.Unstated,
        _ when reader.ValueTextEquals("track"u8) => SegmentCallType.Track,
        _ when reader.ValueTextEquals("identify"u8) => SegmentCallType.Identify,
        _ when reader.ValueTextEquals("page"u8) => SegmentCallType.Page,
        _ when reader.ValueTextEquals("screen"u8) => SegmentCallType.Screen,
        _ when reader.ValueTextEquals("group"u8) => SegmentCallType.Group,
        _ when reader.ValueTextEquals("alias"u8) => SegmentCallType.Alias,
        _ => SegmentCallType.Unstated,
    };
}
