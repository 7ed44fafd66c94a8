using System.Globalization;
using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Rights;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>What the pages of requests post: plain forms under the anti-forgery check, each answered by the request's page.</summary>
internal static class RequestEndpoints
{
    private const int LongestNote = 500;
    private const int LongestId = 128;

    public static void MapRequests(this IEndpointRouteBuilder endpoints)
    {
        var requests = endpoints.MapGroup("/privacy/requests").RequireAuthorization(new AuthorizeAttribute { Roles = Roles.PrivacyOfficer }).ExcludeFromDescription();
        requests.MapPost("/write", Write);
        requests.MapPost("/{id}/note", Note);
        requests.MapPost("/{id}/settle", Settle);
        requests.MapPost("/{id}/copy", Copy);
        requests.MapPost("/{id}/erase", Erase);
    }

    private static async Task<IResult> Write(
        HttpContext http, RequestDesk desk, [FromForm] string? id, [FromForm] string? client, [FromForm] string? kind, [FromForm] string? channel, [FromForm] string? asked)
    {
        if (!IsRequestId(id) || client is null || !PrivacyReader.IsClient(client) || !Enum.TryParse<RequestKind>(kind, ignoreCase: true, out var what) || !Enum.IsDefined(what)
            || channel is null || !PrivacyWords.Channels.Contains(channel)
            || !DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Results.BadRequest();
        }

        var request = await desk.Write(Staff.From(http.User)!, id!, what, client, channel, day);
        return Results.LocalRedirect(Page(request.Id));
    }

    private static async Task<IResult> Note(RequestDesk desk, string id, [FromForm] string? note)
    {
        if (Text(note) is { } words)
        {
            await desk.Note(id, words);
        }

        return Results.LocalRedirect(Page(id));
    }

    private static async Task<IResult> Settle(HttpContext http, RequestDesk desk, string id, [FromForm] string? outcome, [FromForm] string? reason)
    {
        RequestState? state = outcome switch { "done" => RequestState.Done, "refused" => RequestState.Refused, _ => null };
        if (state is not { } settled)
        {
            return Results.BadRequest();
        }

        if (settled == RequestState.Refused && Text(reason) is null)
        {
            return Results.LocalRedirect(Page(id) + "?without=reason");
        }

        await desk.Settle(Staff.From(http.User)!, id, settled, Text(reason));
        return Results.LocalRedirect(Page(id));
    }

    private static async Task<IResult> Copy(HttpContext http, RequestDesk desk, IFormCollection form, string id)
    {
        _ = form; // Binding the form is what makes the framework check the anti-forgery token.
        return await desk.Copy(Staff.From(http.User)!, id) is { } write
            ? Results.Stream(stream => write(stream, http.RequestAborted), "application/zip", "export.zip")
            : Results.LocalRedirect(Page(id) + "?without=data");
    }

    private static async Task<IResult> Erase(HttpContext http, RequestDesk desk, string id, [FromForm] string? sure)
    {
        if (sure != "yes")
        {
            return Results.LocalRedirect(Page(id) + "?without=word");
        }

        return Results.LocalRedirect(Page(id) + (await desk.Erase(Staff.From(http.User)!, id) is null ? "?without=data" : null));
    }

    private static string Page(string id) => "/privacy/requests/" + Uri.EscapeDataString(id);

    private static bool IsRequestId(string? id) => id is { Length: >= 1 and <= LongestId } && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static string? Text(string? words) => words?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestNote)] : null;
}
