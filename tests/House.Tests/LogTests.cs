using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Luxe.House.Tests;

/// <summary>Whoever watches a house knows its log lines by their numbers: each says one thing, in whatever room.</summary>
public sealed class LogTests
{
    private static readonly string[] Rooms = ["Luxe.Storage", "Luxe.Grains", "Luxe.Silo", "Luxe.ClientelingApp", "Luxe.Cli"];

    [Fact]
    public void EventIds_OfTheWholeHouse_AreGivenOnce()
    {
        var messages = Rooms.SelectMany(static room => Assembly.Load(room).GetTypes())
            .SelectMany(static type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(static method => (Method: method, Message: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(static line => line.Message is not null)
            .Select(static line => (Name: $"{line.Method.DeclaringType}.{line.Method.Name}", Id: line.Message!.EventId))
            .ToArray();

        Assert.True(messages.Length > 30, "the lines are not where they are looked for");
        Assert.All(messages, static line => Assert.True(line.Id > 0, $"{line.Name} has no number"));
        Assert.All(messages.GroupBy(static line => line.Id), static same => Assert.True(same.Count() == 1, $"{same.Key}: {string.Join(", ", same.Select(static line => line.Name))}"));
    }
}
