namespace Luxe.Silo.Ingest;

/// <summary>The addresses of the tracking API: the documented ones, and the one-letter ones that the browser and mobile SDKs use.</summary>
internal static class IngestRoutes
{
    public static IReadOnlyDictionary<string, SegmentCallType> All { get; } = new Dictionary<string, SegmentCallType>(StringComparer.Ordinal)
    {
        ["/v1/identify"] = SegmentCallType.Identify,
        ["/v1/track"] = SegmentCallType.Track,
        ["/v1/page"] = SegmentCallType.Page,
        ["/v1/screen"] = SegmentCallType.Screen,
        ["/v1/group"] = SegmentCallType.Group,
        ["/v1/alias"] = SegmentCallType.Alias,
        ["/v1/batch"] = SegmentCallType.Unstated,
        ["/v1/import"] = SegmentCallType.Unstated,
        ["/v1/i"] = SegmentCallType.Identify,
        ["/v1/t"] = SegmentCallType.Track,
        ["/v1/p"] = SegmentCallType.Page,
        ["/v1/s"] = SegmentCallType.Screen,
        ["/v1/g"] = SegmentCallType.Group,
        ["/v1/a"] = SegmentCallType.Alias,
        ["/v1/b"] = SegmentCallType.Unstated,
    };

    public static SegmentCallType? TypeOf(string source) => All.TryGetValue(source, out var type) ? type : null;
}
