using Microsoft.OpenApi;

namespace Luxe.Silo.Api;

/// <summary>The description at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiDescription
{
    public static void AddLuxeOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Luxe",
                Version = "v1",
                Description = "Clienteling on virtual actors. Errors are RFC 9457 problems naming the field; unknown and forbidden ids answer alike; times are ISO 8601 in UTC.",
            };
            return Task.CompletedTask;
        });
    });
}
