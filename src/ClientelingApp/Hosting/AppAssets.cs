using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Luxe.ClientelingApp.Hosting;

/// <summary>The files the browser needs, carried inside this assembly (build/Assets.targets) and served the same way in every environment.</summary>
internal static class AppAssets
{
    private const string Prefix = "web/";
    private const string PageStyles = "pages/";
    private static readonly FrozenDictionary<string, AppAsset> ByPath = Load();

    /// <summary>An address that changes with the file's content, so that a browser may keep it for ever.</summary>
    public static string Url(string path) => $"/{path}?v={ByPath[path].Version}";

    public static void MapAppAssets(this IEndpointRouteBuilder endpoints)
    {
        foreach (var (path, asset) in ByPath)
        {
            endpoints.MapMethods("/" + path, [HttpMethods.Get, HttpMethods.Head], http => Send(http, asset)).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static async Task Send(HttpContext http, AppAsset asset)
    {
        var headers = http.Response.Headers;
        headers.ETag = asset.ETag;
        headers.Vary = "Accept-Encoding";
        headers.CacheControl = http.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";
        if (http.Request.Headers.IfNoneMatch == asset.ETag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var packed = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase) ? asset.Packed : null;
        if (packed is not null)
        {
            headers.ContentEncoding = "gzip";
        }

        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = (packed ?? asset.Content).Length;
        await http.Response.Body.WriteAsync(packed ?? asset.Content, http.RequestAborted);
    }

    private static FrozenDictionary<string, AppAsset> Load()
    {
        var assembly = typeof(AppAssets).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        var files = names.Where(n => !IsPageStyle(n)).ToDictionary(n => n[Prefix.Length..], n => new AppAsset(n, Read([n])));
        files["assets/pages.css"] = new AppAsset("pages.css", Read(names.Where(IsPageStyle)));
        return files.ToFrozenDictionary(StringComparer.Ordinal);

        static bool IsPageStyle(string name) => name.StartsWith(Prefix + PageStyles, StringComparison.Ordinal);

        byte[] Read(IEnumerable<string> resources)
        {
            using var all = new MemoryStream();
            foreach (var resource in resources)
            {
                using var one = assembly.GetManifestResourceStream(resource)!;
                one.CopyTo(all);
            }

            return all.ToArray();
        }
    }
}

/// <summary>One file, with what HTTP wants to know of it.</summary>
internal sealed class AppAsset
{
    private readonly Lazy<byte[]?> _packed;

    public AppAsset(string name, byte[] content)
    {
        Content = content;
        Version = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        ETag = new EntityTagHeaderValue($"\"{Version}\"").ToString();
        ContentType = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            var other => throw new InvalidOperationException($"No content type is known for an asset that ends in '{other}'."),
        };
        _packed = new Lazy<byte[]?>(() => ContentType == "font/woff2" ? null : Pack(content));
    }

    public byte[] Content { get; }

    public string Version { get; }

    public string ETag { get; }

    public string ContentType { get; }

    /// <summary>The content as gzip, made on first use; null where packing gains nothing.</summary>
    public byte[]? Packed => _packed.Value;

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
