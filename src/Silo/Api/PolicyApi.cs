namespace Luxe.Silo.Api;

/// <summary>The house's policy, all its versions.</summary>
internal static class PolicyApi
{
    public static void Map(RouteGroupBuilder api)
    {
    }
}
