namespace Luxe.Silo.Api;

/// <summary>Links by which a client reaches her own pages.</summary>
internal static class LinksApi
{
    public static void Map(RouteGroupBuilder api)
    {
    }
}
