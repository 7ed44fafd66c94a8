using System.Collections.Immutable;
using System.Text;
using Luxe.Contracts.Access;
using Luxe.Contracts.Policies;
using Luxe.Grains.Policies;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Luxe.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Luxe.Silo.Api;

/// <summary>The house's policy, all its versions.</summary>
internal static class PolicyApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/policy").WithTags("Policy");
        group.MapGet("", GetCurrentAsync).RequireScope(ApiScopes.Read).WithSummary("The version of the policy in force, with its notices, as its file is");
        group.MapGet("/versions", ListAsync).RequireScope(ApiScopes.Read).WithSummary("Every version of the policy, oldest first");
        group.MapGet("/versions/{version}", GetAsync).RequireScope(ApiScopes.Read).WithSummary("A version of the policy, as its file is");
        group.MapGet("/versions/{version}/notice", GetNoticeAsync).RequireScope(ApiScopes.Read).WithSummary("The words of a version in a language, or the nearest there are");
        group.MapPost("", PutAsync).RequireScope(ApiScopes.Manage)
            .WithSummary("Bring a version of the policy")
            .WithDescription("The body is the version's file. It is in force from its 'effectiveFrom'; clients who granted less than it covers are asked. 409 when a version of that name is there with other bytes: a version is never changed.");
        group.MapPost("/reload", ReloadAsync).RequireScope(ApiScopes.Manage)
            .WithSummary("Read the policy's folder again")
            .WithDescription("Says of each file what became of it; those that cannot be taken change nothing.");
        api.MapGet("/customers/{id}/consent/asks", GetAsksAsync).WithTags("Consent").RequireScope(ApiScopes.Read)
            .WithSummary("What the policy in force adds to what a client granted")
            .WithDescription("None of it is done before she decides under that version.");
    }

    private static IPolicies Policies(IGrainFactory grains) => grains.GetGrain<IPolicies>(IPolicies.Key);

    private static async Task<Results<FileContentHttpResult, ProblemResult>> GetCurrentAsync(IGrainFactory grains, IPolicyStore store) =>
        await FileAsync(store, (await Policies(grains).GetCurrent()).Version);

    private static async Task<Ok<PolicyVersions>> ListAsync(IGrainFactory grains) => TypedResults.Ok(new PolicyVersions(await Policies(grains).List()));

    private static Task<Results<FileContentHttpResult, ProblemResult>> GetAsync(IPolicyStore store, string version) => FileAsync(store, version);

    // As it was brought, byte for byte: that is what its SHA-256 is of.
    private static async Task<Results<FileContentHttpResult, ProblemResult>> FileAsync(IPolicyStore store, string version) =>
        (await store.GetAllAsync()).FirstOrDefault(row => row.Version == version) is { } row
            ? TypedResults.Bytes(row.Document.ToArray(), "application/json", entityTag: new EntityTagHeaderValue($"\"{row.Sha256}\""))
            : (ProblemResult)Problem.NotFound("version of the policy");

    private static async Task<Results<Ok<Notice>, ProblemResult>> GetNoticeAsync(IGrainFactory grains, string version, string? locale = null) =>
        await Policies(grains).Get(version) is not null && await Policies(grains).GetNotice(version, locale) is { } notice ? TypedResults.Ok(notice) : (ProblemResult)Problem.NotFound("version of the policy");

    private static async Task<Ok<PolicyAsks>> GetAsksAsync(IGrainFactory grains, string id) => TypedResults.Ok(new PolicyAsks(await Policies(grains).Asks(Check.CustomerId(id))));

    private static async Task<Results<Ok<PolicyOutcome>, ProblemResult>> PutAsync(HttpContext context, IGrainFactory grains)
    {
        if (!context.Request.HasJsonContentType())
        {
            return (ProblemResult)Problem.UnsupportedMedia("Content-Type", "Send application/json.");
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (Text(body.GetBuffer().AsSpan(0, (int)body.Length)) is not { } text)
        {
            return (ProblemResult)Problem.BadField("", "The body is not valid UTF-8.");
        }

        var outcome = await Policies(grains).Put(text, "body");
        return outcome.Result switch
        {
            PolicyResult.Invalid => (ProblemResult)Problem.BadField("", outcome.Fault!),
            PolicyResult.InUse => (ProblemResult)Problem.Conflict(outcome.Fault!, "version"),
            _ => TypedResults.Ok(outcome),
        };
    }

    private static async Task<Ok<PolicyReload>> ReloadAsync(IGrainFactory grains, PolicyFolder folder)
    {
        var files = ImmutableArray.CreateBuilder<PolicyFileOutcome>();
        foreach (var file in folder.Read())
        {
            var outcome = Text(file.Bytes.Span) is { } text
                ? await Policies(grains).Put(text, file.Name)
                : new PolicyOutcome(PolicyResult.Invalid, null, $"{file.Name}: the file is not valid UTF-8.");
            files.Add(new PolicyFileOutcome(file.Name, outcome.Result, outcome.Version, outcome.Fault));
        }

        return TypedResults.Ok(new PolicyReload(files.ToImmutable(), (await Policies(grains).GetCurrent()).Version));
    }

    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>Every version of the policy.</summary>
/// <param name="Versions">Oldest first; those that begin later too.</param>
public sealed record PolicyVersions(ImmutableArray<PolicyVersion> Versions);

/// <summary>What a client is to be asked.</summary>
/// <param name="Asks">In the order of tiers; empty when nothing is.</param>
public sealed record PolicyAsks(ImmutableArray<PolicyAsk> Asks);

/// <summary>What became of the files of the policy's folder.</summary>
/// <param name="Files">In the order of their names.</param>
/// <param name="Current">The version in force.</param>
public sealed record PolicyReload(ImmutableArray<PolicyFileOutcome> Files, string Current);

/// <summary>What became of a file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Result">added, alreadyThere, inUse or invalid.</param>
/// <param name="Version">The version in it, if it could be read.</param>
/// <param name="Fault">What is wrong, naming path and value.</param>
public sealed record PolicyFileOutcome(string File, PolicyResult Result, string? Version, string? Fault);
