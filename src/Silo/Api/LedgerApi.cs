namespace Luxe.Silo.Api;

/// <summary>Proofs of what clients decided.</summary>
internal static class LedgerApi
{
    public static void Map(RouteGroupBuilder api)
    {
    }
}
