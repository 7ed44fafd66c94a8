using System.Collections.Immutable;
using Luxe.Contracts.Identity;
using Luxe.Silo.Problems;

namespace Luxe.Silo.Ingest;

/// <summary>Finds whom the events of a batch are about. Events that share a token are resolved one after the other in their order; people who share nothing, side by side.</summary>
internal sealed partial class IdentityStitcher(IGrainFactory grains, ILogger<IdentityStitcher> logger)
{
    /// <summary>Sets <see cref="IngestEvent.CustomerId"/> of every event and links the tokens of every alias. It stays null where the tokens can never be resolved.</summary>
    public async Task StitchAsync(List<IngestEvent> events, ParallelOptions parallelism)
    {
        var resolver = grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);
        if (events.Count == 1)
        {
            await StitchGroupAsync(resolver, events);
            return;
        }

        await Parallel.ForEachAsync(Group(events), parallelism, async (group, _) => await StitchGroupAsync(resolver, group));
    }

    private async Task StitchGroupAsync(IIdentityResolver resolver, List<IngestEvent> group)
    {
        // What this batch has learnt already: the same person's next event needs no further call.
        var known = new Dictionary<IdentityToken, string>();
        foreach (var taken in group)
        {
            try
            {
                taken.CustomerId = await ResolveAsync(resolver, taken.Message, known);
            }
            catch (Exception fault) when (!Faults.IsTransient(fault))
            {
                LogUnresolvable(fault.GetType().FullName, fault.StackTrace);
            }
        }
    }

    private static async Task<string> ResolveAsync(IIdentityResolver resolver, SegmentMessage message, Dictionary<IdentityToken, string> known)
    {
        var tokens = message.PreviousId is { } previousId ? await WithPreviousAsync(resolver, message.Tokens, previousId) : message.Tokens;
        var customer = Recall(known, tokens) ?? await resolver.Resolve(tokens);
        foreach (var token in tokens)
        {
            known[token] = customer;
        }

        return customer;
    }

    private static string? Recall(Dictionary<IdentityToken, string> known, ImmutableArray<IdentityToken> tokens)
    {
        string? customer = null;
        foreach (var token in tokens)
        {
            if (!known.TryGetValue(token, out var owner) || (customer ??= owner) != owner)
            {
                return null;
            }
        }

        return customer;
    }

    /// <summary>An alias joins the former identifier: a user id where it is known as one, else an anonymous id.</summary>
    private static async Task<ImmutableArray<IdentityToken>> WithPreviousAsync(IIdentityResolver resolver, ImmutableArray<IdentityToken> tokens, string previousId)
    {
        var asUser = new IdentityToken(IdentityKind.UserId, previousId);
        var isUser = await resolver.Find(asUser) is not null;
        var previous = isUser ? asUser : new IdentityToken(IdentityKind.AnonymousId, previousId);
        return tokens.Contains(previous) ? tokens : isUser ? tokens.Insert(tokens[0].Kind == IdentityKind.UserId ? 1 : 0, previous) : tokens.Add(previous);
    }

    [LoggerMessage(1102, LogLevel.Error, "{Fault} while resolving the tokens of an event\n{Stack}")]
    private partial void LogUnresolvable(string? fault, string? stack);

    /// <summary>Events joined, directly or through others, by a shared token. Union-find over the events' places.</summary>
    private static List<List<IngestEvent>> Group(List<IngestEvent> events)
    {
        var parents = new int[events.Count];
        var holders = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < events.Count; place++)
        {
            parents[place] = place;
            foreach (var token in events[place].Message.Tokens)
            {
                Join(token.Value, place);
            }

            if (events[place].Message.PreviousId is { } previousId)
            {
                Join(previousId, place);
            }
        }

        var groups = new Dictionary<int, List<IngestEvent>>();
        for (var place = 0; place < events.Count; place++)
        {
            (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(groups, Root(place), out _) ??= []).Add(events[place]);
        }

        return [.. groups.Values];

        void Join(string value, int place)
        {
            if (!holders.TryAdd(value, place))
            {
                parents[Root(place)] = Root(holders[value]);
            }
        }

        int Root(int place)
        {
            while (parents[place] != place)
            {
                place = parents[place] = parents[parents[place]];
            }

            return place;
        }
    }
}
