using Luxe.Silo.Problems;

namespace Luxe.Silo.Access;

/// <summary>Lets a request through to an endpoint with a <see cref="RequiredScope"/> only with a Bearer key that has it. Runs before anything of the request is read.</summary>
internal sealed class BearerGate(RequestDelegate next, KeyCheck keys)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is not { } required)
        {
            await next(context);
            return;
        }

        if (Credentials.ReadBearer(context.Request.Headers.Authorization.ToString()) is not { } text)
        {
            await Problem.Unauthorized("Send a management key: Authorization: Bearer KEY.").WriteAsync(context);
            return;
        }

        var key = await keys.FindAsync(text, context.Connection.RemoteIpAddress);
        if (key is null)
        {
            await Problem.Unauthorized("The key is unknown or was revoked.").WriteAsync(context);
        }
        else if ((key.Scopes & required.Scope) != required.Scope)
        {
            await Problem.Forbidden($"The key lacks the scope '{ScopeNames.Of(required.Scope)}'.").WriteAsync(context);
        }
        else
        {
            // What is answered may be about a person: no cache on the way keeps it.
            context.Response.Headers.CacheControl = "no-store";
            context.Features.Set(key);
            await next(context);
        }
    }
}
