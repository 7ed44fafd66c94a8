namespace Luxe.Conformance.Tests.Surface;

/// <summary>What the embedded runtime offers that Orleans has in packages which the comparison cannot read.</summary>
internal static class Elsewhere
{
    internal static readonly string[] Names = [];

    internal static bool Holds(string type) => Names.Contains(type);

    internal static bool Allows(string type, string member) => false;
}
