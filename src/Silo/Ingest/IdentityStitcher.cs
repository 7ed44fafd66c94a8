using System.Collections.Immutable;
using Luxe.Contracts.Identity;
using Luxe.Silo.Problems;

namespace Luxe.Silo.Ingest;

/// <summary>Finds whom the events of a batch are about. Events that share a token are resolved one after the other in their order; people who share nothing, side by side.</summary>
internal sealed partial class IdentityStitcher(IGrainFactory grains, KnownTokens knownTokens, ILogger<IdentityStitcher> logger)
{
    /// <summary>Sets <see cref="IngestEvent.CustomerId"/> of every event and links the tokens of every alias. It stays null where the tokens can never be resolved.</summary>
    /// <param name="events">In their order.</param>
    /// <param name="record">Records events that come before one that may join two clients: they were hers as she was before.</param>
    public Task StitchAsync(List<IngestEvent> events, Func<List<IngestEvent>, Task> record)
    {
        var unknown = events;
        for (var i = 0; i < events.Count; i++)
        {
            events[i].CustomerId = knownTokens.Find(events[i].Message);
            if (events[i].CustomerId is not null && ReferenceEquals(unknown, events))
            {
                unknown = events[..i];
            }
            else if (events[i].CustomerId is null && !ReferenceEquals(unknown, events))
            {
                unknown.Add(events[i]);
            }
        }

        if (unknown.Count == 0)
        {
            return Task.CompletedTask;
        }

        var resolver = grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);
        return SideBySide.ForEachAsync(unknown.Count == 1 ? [unknown] : Group(unknown), group => StitchGroupAsync(resolver, group, record));
    }

    private async Task StitchGroupAsync(IIdentityResolver resolver, List<IngestEvent> group, Func<List<IngestEvent>, Task> record)
    {
        // What this batch has learnt already: the same person's next event needs no further call.
        var learnt = new Learnt();
        var recorded = 0;
        for (var i = 0; i < group.Count; i++)
        {
            var message = group[i].Message;
            group[i].CustomerId = learnt.Recall(message);
            if (group[i].CustomerId is not null)
            {
                continue;
            }

            if (i > recorded && message.MayJoin)
            {
                await record(group[recorded..i]);
                recorded = i;
            }

            try
            {
                group[i].CustomerId = await ResolveAsync(resolver, message);
                learnt.Learn(message, group[i].CustomerId!);
                knownTokens.Learn(message, group[i].CustomerId!);
            }
            catch (Exception fault) when (!Faults.IsTransient(fault))
            {
                LogUnresolvable(fault.GetType().FullName, fault.StackTrace);
            }
        }
    }

    private static async Task<string> ResolveAsync(IIdentityResolver resolver, SegmentMessage message) =>
        await resolver.Resolve(message.PreviousId is { } previousId ? await WithPreviousAsync(resolver, message.Tokens, previousId) : message.Tokens);

    /// <summary>An alias joins the former identifier: a user id where it is known as one, else an anonymous id.</summary>
    private static async Task<ImmutableArray<IdentityToken>> WithPreviousAsync(IIdentityResolver resolver, ImmutableArray<IdentityToken> tokens, string previousId)
    {
        var asUser = new IdentityToken(IdentityKind.UserId, previousId);
        var isUser = await resolver.Find(asUser) is not null;
        var previous = isUser ? asUser : new IdentityToken(IdentityKind.AnonymousId, previousId);
        return tokens.Contains(previous) ? tokens : isUser ? tokens.Insert(tokens[0].Kind == IdentityKind.UserId ? 1 : 0, previous) : tokens.Add(previous);
    }

    [LoggerMessage(3102, LogLevel.Error, "{Fault} while resolving the tokens of an event\n{Stack}")]
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

    /// <summary>Whose the tokens of a group's earlier events were.</summary>
    private struct Learnt
    {
        private Dictionary<IdentityToken, string>? singles;
        private ImmutableArray<IdentityToken> together;
        private string? theirs;

        public readonly string? Recall(SegmentMessage message) => message switch
        {
            { PreviousId: not null } => null,
            { Tokens: [var only] } => singles?.GetValueOrDefault(only),
            _ => theirs is not null && together.AsSpan().SequenceEqual(message.Tokens.AsSpan()) ? theirs : null,
        };

        public void Learn(SegmentMessage message, string customerId)
        {
            if (!message.MayJoin)
            {
                (singles ??= [])[message.Tokens[0]] = customerId;
                return;
            }

            // Whoever was joined, or moved on, may be meant by a token alone.
            singles?.Clear();
            (together, theirs) = message.PreviousId is null ? (message.Tokens, customerId) : ([], null);
        }
    }
}
