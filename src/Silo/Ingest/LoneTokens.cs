using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;

namespace Luxe.Silo.Ingest;

/// <summary>
/// Of a chunk of history, finds the events whose person is named by one token that no event of the chunk joins to another: nothing that happens
/// in the chunk can change whose it is, so that all of them are introduced together. The others are left to the resolver, in their order.
/// </summary>
internal sealed class LoneTokens(Introductions introductions)
{
    /// <summary>Sets the customer of those events; returns the clients who are new.</summary>
    public async Task<IReadOnlySet<string>> ResolveAsync(List<IngestEvent> events)
    {
        var keys = new string?[events.Count];
        Parallel.For(0, events.Count, at =>
        {
            var message = events[at].Message;
            keys[at] = message.MayJoin ? null : introductions.KeyOf(message.Tokens[0]);
        });
        var joined = Joined(events);
        var strangers = new Dictionary<string, IdentityKind>(events.Count, StringComparer.Ordinal);
        for (var at = 0; at < keys.Length; at++)
        {
            if (keys[at] is { } key && !joined.Contains(key))
            {
                strangers.TryAdd(key, events[at].Message.Tokens[0].Kind);
            }
        }

        if (strangers.Count == 0)
        {
            return new HashSet<string>();
        }

        var introduced = await introductions.IntroduceAsync(strangers);
        for (var at = 0; at < keys.Length; at++)
        {
            if (keys[at] is { } key && introduced.Owners.TryGetValue(key, out var customer))
            {
                events[at].CustomerId = customer;
            }
        }

        return introduced.Born;
    }

    /// <summary>Keys of every token that comes with another somewhere in the chunk.</summary>
    private HashSet<string> Joined(List<IngestEvent> events)
    {
        var joined = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in events.Select(static taken => taken.Message).Where(static message => message.MayJoin))
        {
            foreach (var token in message.Tokens)
            {
                Add(token);
            }

            if (message.PreviousId is { } previous)
            {
                // It may be either, as the resolver finds.
                Add(new IdentityToken(IdentityKind.UserId, previous));
                Add(new IdentityToken(IdentityKind.AnonymousId, previous));
            }
        }

        return joined;

        void Add(IdentityToken token)
        {
            if (introductions.KeyOf(token) is { } key)
            {
                joined.Add(key);
            }
        }
    }
}
