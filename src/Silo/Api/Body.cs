using System.Reflection;
using System.Text.Json;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.Metadata;

namespace Luxe.Silo.Api;

/// <summary>A JSON body whose faults name the field.</summary>
/// <typeparam name="T">What the body holds.</typeparam>
public sealed class Body<T> : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private Body(T value) => Value = value;

    /// <summary>What was sent.</summary>
    public T Value { get; }

    static async ValueTask<Body<T>?> IBindableFromHttpContext<Body<T>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new ProblemException(Problem.UnsupportedMedia("Content-Type", "Send application/json."));
        }

        try
        {
            return await context.Request.ReadFromJsonAsync<T>(context.RequestAborted) is { } value
                ? new Body<T>(value)
                : throw new ProblemException(Problem.BadField("", "The body is null."));
        }
        catch (JsonException fault)
        {
            var field = (fault.Path ?? "").TrimStart('$').TrimStart('.');
            throw new ProblemException(field.Length == 0
                ? Problem.BadField("", $"The body is not valid JSON of the form wanted: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.")
                : Problem.BadField(field, $"'{field}' is not of the form wanted."));
        }
        catch (InvalidOperationException fault) when (fault is not ObjectDisposedException && fault.InnerException is System.Text.DecoderFallbackException or null)
        {
            throw new ProblemException(Problem.BadField("", "The body holds text that is not valid Unicode."));
        }
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}
