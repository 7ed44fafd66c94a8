using System.Globalization;
using Luxe.Contracts.Products;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Luxe.ClientelingApp.Pictures;

/// <summary>Serves the pictures of the catalogue.</summary>
public static class PictureEndpoints
{
    // Change it when the drawing changes, so that browsers fetch anew.
    private const string Edition = "2";

    /// <summary>
    /// <c>GET /pictures/{productId}.svg</c>: the piece's picture, drawn from its attributes; 404 for an unknown piece.
    /// A browser keeps it for an hour and then asks by ETag.
    /// </summary>
    public static IEndpointRouteBuilder MapProductPictures(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/pictures/{productId}.svg", [HttpMethods.Get, HttpMethods.Head], Get).AllowAnonymous().ExcludeFromDescription();
        return endpoints;
    }

    private static async Task<IResult> Get(string productId, IGrainFactory grains, HttpContext context)
    {
        var view = await grains.GetGrain<IProductGrain>(productId).Get();
        if (view is null)
        {
            return Results.NotFound();
        }

        var subject = Subject(view.Product);
        var tag = new EntityTagHeaderValue($"\"{Edition}-{Fingerprint(subject)}\"");
        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.Headers.XContentTypeOptions = "nosniff";

        // A picture opened on its own page can neither run nor load anything.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        context.Response.Headers.ETag = tag.ToString();
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Text(PictureRenderer.Render(subject), "image/svg+xml; charset=utf-8");
    }

    private static PictureSubject Subject(ProductRecord product) =>
        new(product.ProductId, product.Title, product.Silhouette, product.Materials, product.Colour);

    private static string Fingerprint(PictureSubject subject)
    {
        var dice = new Dice(string.Join('|', subject.Id, subject.Title, subject.Silhouette, string.Join(',', subject.Materials), subject.Colour));
        return ((long)(dice.Next() * long.MaxValue)).ToString("x", CultureInfo.InvariantCulture);
    }
}
