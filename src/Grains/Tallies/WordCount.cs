using System.Text.Json.Serialization;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Tallies;

/// <summary>How often a word was met: a category, a topic.</summary>
internal readonly record struct WordCount([property: JsonConverter(typeof(WordJson))] string Word, int Count, uint Second) : ITally<WordCount>
{
    public bool HasKeyOf(in WordCount other) => Word == other.Word;

    public WordCount Plus(in WordCount other) => this with { Count = Count + other.Count, Second = Math.Max(Second, other.Second) };
}

/// <summary>When she was last met in a channel.</summary>
internal readonly record struct ChannelSeen(Channel Channel, uint Second) : ITally<ChannelSeen>
{
    public bool HasKeyOf(in ChannelSeen other) => Channel == other.Channel;

    public ChannelSeen Plus(in ChannelSeen other) => this with { Second = Math.Max(Second, other.Second) };
}
