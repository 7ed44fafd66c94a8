using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>Associates, their inboxes and books, and everybody's sign-ins.</summary>
internal static class AssociatesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var associates = api.MapGroup("/associates").WithTags("Associates");
        associates.MapPut("/{id}", PutAsync).RequireScope(ApiScopes.Manage).WithSummary("Create or change an associate");
        associates.MapGet("/{id}", GetAsync).RequireScope(ApiScopes.Read).WithSummary("An associate");
        associates.MapGet("/{id}/book", GetBookAsync).RequireScope(ApiScopes.Read)
            .WithSummary("Customer ids in an associate's client book, a page at a time")
            .WithDescription("Those first who are in it for longest. Pass 'next' as 'after' to get the rest; it is missing on the last page.");
        associates.MapGet("/{id}/inbox", GetInboxAsync).RequireScope(ApiScopes.Read)
            .WithSummary("Entries of an associate's inbox after a number, in order")
            .WithDescription("Durable and numbered without gaps: pass the last number seen as 'after' to get the rest. What a client no longer allows is told as recalled, without its item; every client who is told of is in the access log.");
        api.MapPut("/accounts/{userName}", PutAccountAsync).WithTags("Accounts").RequireScope(ApiScopes.Manage)
            .WithSummary("Create or replace a sign-in")
            .WithDescription("Roles: associate, manager (both with a storeId), headOffice, privacyOfficer. The password is hashed before it is stored.");
    }

    private static async Task<NoContent> PutAsync(IGrainFactory grains, string id, Body<AssociateBody> body)
    {
        var associate = body.Value;
        var languages = (associate.Languages ?? []).Select((language, place) => Check.Text(language, $"languages[{place}]", 35));
        await grains.GetGrain<IAssociateGrain>(Check.RouteId(id, "id"))
            .Put(new AssociateRecord(id, Check.Text(associate.DisplayName, "displayName"), Check.Id(associate.StoreId, "storeId"), [.. languages]));
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<AssociateRecord>, ProblemResult>> GetAsync(IGrainFactory grains, string id) =>
        await grains.GetGrain<IAssociateGrain>(Check.RouteId(id, "id")).Get() is { } associate ? TypedResults.Ok(associate) : (ProblemResult)Problem.NotFound("associate");

    private static async Task<Results<Ok<BookPage>, ProblemResult>> GetBookAsync(IGrainFactory grains, string id, string? after = null, int? limit = null)
    {
        var from = BookPage.ToPlace(after);
        var count = Check.Limit(limit);
        var associate = grains.GetGrain<IAssociateGrain>(Check.RouteId(id, "id"));
        return await associate.Get() is null ? (ProblemResult)Problem.NotFound("associate") : TypedResults.Ok(BookPage.Of(await associate.GetBook(from, count)));
    }

    private static async Task<Results<Ok<InboxPage>, ProblemResult>> GetInboxAsync(HttpContext context, IGrainFactory grains, InboxReader inbox, string id, long? after = null, int? limit = null)
    {
        var from = Check.After(after);
        var count = Check.Limit(limit);
        if (await grains.GetGrain<IAssociateGrain>(Check.RouteId(id, "id")).Get() is null)
        {
            return (ProblemResult)Problem.NotFound("associate");
        }

        var entries = await inbox.ReadAsync(id, from, count, context.Viewer("inbox"));
        return TypedResults.Ok(new InboxPage(entries, entries.Length == 0 ? from : entries[^1].Number));
    }

    private static async Task<NoContent> PutAccountAsync(IGrainFactory grains, string userName, Body<AccountBody> body)
    {
        var name = Check.RouteId(userName, "userName").ToLowerInvariant();
        var (account, password) = body.Value.ToRecord(name);
        await grains.GetGrain<IAccountGrain>(name).Put(account, password);
        return TypedResults.NoContent();
    }
}

/// <summary>An associate.</summary>
/// <param name="DisplayName">Shown to colleagues.</param>
/// <param name="StoreId">Her store.</param>
/// <param name="Languages">Languages she speaks (BCP 47).</param>
public sealed record AssociateBody(string? DisplayName, string? StoreId, IReadOnlyList<string>? Languages = null);

/// <summary>A page of an inbox.</summary>
/// <param name="Entries">In order of their numbers.</param>
/// <param name="Next">The last number seen: pass it as 'after'.</param>
public sealed record InboxPage(ImmutableArray<InboxEntry> Entries, long Next);

/// <summary>A sign-in.</summary>
/// <param name="StaffId">Associate id, or the id of the manager or officer.</param>
/// <param name="DisplayName">Shown to colleagues.</param>
/// <param name="Role">associate, manager, headOffice or privacyOfficer.</param>
/// <param name="StoreId">Their store; for associates and managers only.</param>
/// <param name="Password">At least eight characters; never returned.</param>
public sealed record AccountBody(string? StaffId, string? DisplayName, ViewerRole? Role, string? StoreId, string? Password)
{
    internal (AccountRecord Account, string Password) ToRecord(string userName)
    {
        var role = Role ?? throw Check.Bad("role", "is missing: associate, manager, headOffice or privacyOfficer");
        if (role > ViewerRole.PrivacyOfficer)
        {
            throw Check.Bad("role", "must be associate, manager, headOffice or privacyOfficer");
        }

        if (Password is not { Length: >= 8 and <= 200 })
        {
            throw Check.Bad("password", "must have 8 to 200 characters");
        }

        var store = role is ViewerRole.Associate or ViewerRole.Manager ? Check.Id(StoreId, "storeId") : null;
        return (new AccountRecord(userName, Check.Id(StaffId, "staffId"), Check.Text(DisplayName, "displayName"), role, store), Password);
    }

    /// <summary>Without the password, wherever it may be printed.</summary>
    public override string ToString() => nameof(AccountBody);
}
