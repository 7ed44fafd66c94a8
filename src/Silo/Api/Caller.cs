using Luxe.Contracts.Access;

namespace Luxe.Silo.Api;

/// <summary>Who calls: the key that the gate let through.</summary>
internal static class Caller
{
    public static ApiKeyRecord Key(this HttpContext context) =>
        context.Features.Get<ApiKeyRecord>() ?? throw new InvalidOperationException("The endpoint does not say which scope it needs.");

    /// <summary>The key as a viewer of a client; every such read is written to the access log.</summary>
    public static Viewer Viewer(this HttpContext context, string purpose) => new(context.Key().Id, ViewerRole.Integration, purpose);
}
