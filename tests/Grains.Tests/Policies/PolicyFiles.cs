using System.Text;
using System.Text.Json.Nodes;
using Luxe.Contracts.Policies;
using Luxe.Grains.Policies;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Policies;

/// <summary>Policies made from the shipped one.</summary>
internal static class PolicyFiles
{
    public static byte[] Shipped { get; } = File.ReadAllBytes(Path.Combine(Repository.Root, "data", "policy", "2026-11.policy.json"));

    /// <summary>The shipped file, changed.</summary>
    public static byte[] With(Action<JsonNode> change)
    {
        var root = JsonNode.Parse(Shipped)!;
        change(root);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    public static byte[] Version(string version, string from, Action<JsonNode>? change = null) => With(root =>
    {
        root["version"] = version;
        root["effectiveFrom"] = from;
        change?.Invoke(root);
    });

    public static PolicyDocument Read(byte[] file) => PolicyReader.Read(file, "test.policy.json");

    public static void Add(JsonNode root, string path, string code)
    {
        foreach (var name in path.Split('.'))
        {
            root = root[name]!;
        }

        root.AsArray().Add(code);
    }
}
