using System.Text.Json;
using Luxe.Contracts.Customers;

namespace Luxe.Silo.Ingest;

/// <summary>Which channel an event came through.</summary>
internal static class SegmentChannel
{
    /// <summary>By the SDK's name: browsers, apps, servers.</summary>
    public static Channel OfLibrary(ref Utf8JsonReader reader, Channel otherwise)
    {
        var name = reader.ValueSpan;
        if (name.StartsWith("analytics.js"u8) || name.StartsWith("analytics-next"u8))
        {
            return Channel.Web;
        }

        if (name.IndexOf("ios"u8) >= 0 || name.IndexOf("android"u8) >= 0 || name.IndexOf("swift"u8) >= 0 || name.IndexOf("kotlin"u8) >= 0
            || name.IndexOf("react-native"u8) >= 0 || name.IndexOf("flutter"u8) >= 0 || name.IndexOf("unity"u8) >= 0)
        {
            return Channel.App;
        }

        return otherwise == Channel.Unknown ? Channel.Server : otherwise;
    }

    /// <summary>By the word of the event itself (<c>properties.channel</c>), for tills and client service.</summary>
    public static Channel? OfWord(string word) => word.ToUpperInvariant() switch
    {
        "WEB" or "BROWSER" or "SITE" or "ONLINE" => Channel.Web,
        "APP" or "MOBILE" => Channel.App,
        "EMAIL" or "E-MAIL" => Channel.Email,
        "STORE" or "BOUTIQUE" or "POS" or "RETAIL" or "IN-STORE" => Channel.Store,
        "SERVICE" or "PHONE" or "CHAT" or "MESSAGING" or "CONCIERGE" => Channel.Service,
        "SERVER" => Channel.Server,
        "IMPORT" => Channel.Import,
        _ => null,
    };
}
