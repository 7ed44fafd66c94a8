using System.Collections.Immutable;
using System.Text;
using Luxe.Contracts.Access;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Luxe.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>API keys. A key's text is shown once, when it is made; only its hash is kept.</summary>
internal static class KeysApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/keys").WithTags("Keys").RequireScope(ApiScopes.Manage);
        group.MapGet("", ListAsync).WithSummary("Ids and scopes of the keys, by id");
        group.MapPut("/{id}", PutAsync).WithSummary("Make a key, or replace it by a new one")
            .WithDescription("Scopes: ingest (a Segment write key), arrivals, read, manage. The key's text is in this answer and nowhere else; a former key of this id ends at once.");
        group.MapDelete("/{id}", DeleteAsync).WithSummary("End a key at once");
    }

    private static async Task<Ok<KeyList>> ListAsync(KeyRegister keys, string? after = null, int? limit = null)
    {
        var page = await keys.ListAsync(after, Check.Limit(limit));
        return TypedResults.Ok(new KeyList(page, page.Length == Check.Limit(limit) ? page[^1].Id : null));
    }

    private static async Task<Results<Ok<NewKey>, ProblemResult>> PutAsync(KeyRegister keys, string id, Body<KeyBody> body)
    {
        var scopes = ApiScopes.None;
        foreach (var name in body.Value.Scopes ?? [])
        {
            scopes |= ScopeNames.TryParse(name, out var scope) ? scope : throw Check.Bad("scopes", "must be some of ingest, arrivals, read, manage");
        }

        if (scopes == ApiScopes.None)
        {
            throw Check.Bad("scopes", "is missing: some of ingest, arrivals, read, manage");
        }

        var text = ApiKeyText.New();
        await keys.PutAsync(new ApiKeyRecord(Check.RouteId(id, "id"), scopes), text);
        return TypedResults.Ok(new NewKey(id, [.. ScopeNames.Of(scopes).Split(' ')], text));
    }

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(KeyRegister keys, string id) =>
        await keys.RevokeAsync(Check.RouteId(id, "id")) ? TypedResults.NoContent() : (ProblemResult)Problem.NotFound("key");
}

/// <summary>Which keys there are. Whether one is valid is its grain's to say; this remembers which hash belongs to an id.</summary>
internal sealed class KeyRegister(IDirectory directory, IGrainFactory grains)
{
    private const string Kind = "api-key";

    public async Task PutAsync(ApiKeyRecord key, string text)
    {
        var hash = ApiKeyText.Hash(text);
        var former = await directory.GetAsync(Kind, key.Id);
        await grains.GetGrain<IApiKeyGrain>(hash).Put(key);
        await directory.UpsertAsync([new DirectoryRow(Kind, key.Id, key.Id, Encoding.ASCII.GetBytes($"{hash} {ScopeNames.Of(key.Scopes)}"))]);
        if (former is not null && HashOf(former) is var old && old != hash)
        {
            await grains.GetGrain<IApiKeyGrain>(old).Revoke();
        }
    }

    public async Task<bool> RevokeAsync(string id)
    {
        if (await directory.GetAsync(Kind, id) is not { } row)
        {
            return false;
        }

        await grains.GetGrain<IApiKeyGrain>(HashOf(row)).Revoke();
        return await directory.DeleteAsync(Kind, id);
    }

    public async Task<ImmutableArray<KeyEntry>> ListAsync(string? after, int limit)
    {
        var rows = await directory.ListAsync(Kind, limit, string.IsNullOrEmpty(after) ? null : new DirectoryCursor(after, after));
        return [.. rows.Select(row => new KeyEntry(row.Id, [.. Encoding.ASCII.GetString(row.Payload.Span).Split(' ')[1..]]))];
    }

    private static string HashOf(DirectoryRow row) => Encoding.ASCII.GetString(row.Payload.Span).Split(' ')[0];
}

/// <summary>What a key may do.</summary>
public sealed record KeyBody(IReadOnlyList<string>? Scopes);

/// <summary>A key that was just made.</summary>
/// <param name="Id">Its id, safe to log.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Key">Its text, shown this once.</param>
public sealed record NewKey(string Id, ImmutableArray<string> Scopes, string Key);

/// <summary>A key's public part.</summary>
public sealed record KeyEntry(string Id, ImmutableArray<string> Scopes);

/// <summary>A page of keys.</summary>
public sealed record KeyList(ImmutableArray<KeyEntry> Keys, string? Next);
