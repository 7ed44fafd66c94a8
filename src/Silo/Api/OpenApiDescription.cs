using System.Text.Json.Nodes;
using Luxe.Contracts.Consent;
using Luxe.Silo.Access;
using Luxe.Silo.Ingest;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Luxe.Silo.Api;

/// <summary>The description at <c>/openapi/v1.json</c>: what the endpoints say of themselves, the keys they need, examples, and the tracking API.</summary>
internal static class OpenApiDescription
{
    private const string Bearer = "managementKey";
    private const string Basic = "writeKey";

    public static void AddLuxeOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", static options =>
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(NameTheKey);
        options.AddSchemaTransformer(DescribePurposes);
        options.AddSchemaTransformer(DescribeUses);
        options.AddSchemaTransformer(OpenApiExamples.Add);
    });

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Luxe",
            Version = "v1",
            Description = "Clienteling on virtual actors. Errors are RFC 9457 problems that name the field; unknown and forbidden ids answer alike; times are ISO 8601 in UTC; a 503 acknowledged nothing and may be sent again.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A management key with the scope that the address names." };
        document.Components.SecuritySchemes[Basic] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = "The write key as user name, with an empty password." };
        foreach (var (route, type) in IngestRoutes.All.Where(static pair => pair.Key.Length > 5))
        {
            document.Paths.Add(route, TrackingPath(document, route, type));
        }

        return Task.CompletedTask;
    }

    private static Task NameTheKey(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().LastOrDefault() is { } required)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            operation.Description = $"{operation.Description} Scope: {ScopeNames.Of(required.Scope)}.".TrimStart();
            operation.Responses ??= [];
            operation.Responses.TryAdd("401", new OpenApiResponse { Description = "No key, or one that is unknown or revoked." });
            operation.Responses.TryAdd("403", new OpenApiResponse { Description = "The key lacks the scope." });
        }

        return Task.CompletedTask;
    }

    private static Task DescribePurposes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(Purposes))
        {
            schema.Type = JsonSchemaType.Object;
            schema.Enum = null;
            schema.Properties = PurposesJsonConverter.Names.ToDictionary(static entry => entry.Name, static IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.Boolean });
            schema.AdditionalPropertiesAllowed = false;
        }

        return Task.CompletedTask;
    }

    private static Task DescribeUses(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(DataUses))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Enum = null;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. DataUsesJsonConverter.Names.Select(static entry => (JsonNode)entry.Name)] };
        }

        return Task.CompletedTask;
    }

    private static OpenApiPathItem TrackingPath(OpenApiDocument document, string route, SegmentCallType type)
    {
        var operation = new OpenApiOperation
        {
            Summary = type == SegmentCallType.Unstated ? "Take a batch of calls of Segment's tracking API" : $"Take one {type.ToString().ToLowerInvariant()} call of Segment's tracking API",
            Description = $"As Segment's public spec says, gzip allowed, at most {IngestLimits.RequestBytes / 1024} KB and {IngestLimits.BatchEvents} events of {IngestLimits.EventBytes / 1024} KB. messageId is the idempotency key. "
                + "200 once every event is durable; events of a batch that cannot be taken are kept as dead letters and listed under 'rejected'.",
            Tags = new HashSet<OpenApiTagReference> { new("Tracking", document) },
            Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Basic, document)] = [] }],
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object }, Example = JsonNode.Parse(OpenApiExamples.Tracking(type)) },
                },
            },
            Responses = new OpenApiResponses
            {
                ["200"] = Answer("Taken.", """{"success":true}"""),
                ["400"] = Answer("Malformed as a whole; the problem names the field.", null),
                ["401"] = Answer("The write key is missing, unknown or revoked.", null),
                ["413"] = Answer("Too large.", null),
                ["415"] = Answer("Neither JSON nor text, or an encoding other than gzip.", null),
                ["503"] = Answer("Nothing was acknowledged; send the same again after Retry-After.", null),
            },
        };
        return new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = operation } };
    }

    private static OpenApiResponse Answer(string description, string? example) => new()
    {
        Description = description,
        Content = example is null ? null : new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new OpenApiMediaType { Example = JsonNode.Parse(example) },
        },
    };
}
