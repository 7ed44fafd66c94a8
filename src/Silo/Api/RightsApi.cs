namespace Luxe.Silo.Api;

/// <summary>Access, rectification, erasure and requests.</summary>
internal static class RightsApi
{
    public static void Map(RouteGroupBuilder api)
    {
    }
}
