namespace Luxe.Silo.Api;

/// <summary>What the privacy officer looks at.</summary>
internal static class PrivacyApi
{
    public static void Map(RouteGroupBuilder api)
    {
    }
}
