namespace Luxe.Silo.Api;

/// <summary>The keys under which clients' keys lie.</summary>
internal static class MasterKeysApi
{
    public static void Map(RouteGroupBuilder api)
    {
    }
}
