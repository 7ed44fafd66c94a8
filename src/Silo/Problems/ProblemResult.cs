using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Luxe.Silo.Problems;

/// <summary>A typed result that answers with a problem.</summary>
public sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    /// <summary>What is answered.</summary>
    public Problem Problem { get; } = problem;

    /// <inheritdoc/>
    public int? StatusCode => Problem.Status;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Problem.WriteAsync(httpContext);

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        foreach (var status in (ReadOnlySpan<int>)[400, 401, 403, 404, 503])
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [Problem.MediaType]));
        }
    }

    /// <summary>So that handlers may return a problem where a result is wanted.</summary>
    public static implicit operator ProblemResult(Problem problem) => new(problem);
}

/// <summary>The shape of a problem, for the API's description.</summary>
/// <param name="Title">The kind of fault.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What to change.</param>
/// <param name="Field">The field, header or parameter at fault.</param>
/// <param name="Pointer">JSON pointer to the field, when it is in the body.</param>
public sealed record ProblemBody(string Title, int Status, string Detail, string? Field, string? Pointer);
