using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Storage;

namespace Luxe.Silo.Api;

/// <summary>
/// An inbox item keeps the words of its moment; the client may have decided otherwise since, and her recall may be on its way.
/// Nothing of an item leaves the house before it was held against what she allows now, and each that does is in the access log.
/// </summary>
internal sealed class InboxReader(IGrainFactory grains, IAccessLog log, TimeProvider time)
{
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 32 };

    /// <summary>Entries after a number as they may be told to the viewer; a recall where nothing of an item may be.</summary>
    public async Task<ImmutableArray<InboxEntry>> ReadAsync(string associateId, long after, int count, Viewer viewer)
    {
        var entries = await grains.GetGrain<IInbox>(associateId).Read(after, count);
        var told = await CutAsync(entries, viewer);

        // A brief that was asked anew is in the log already.
        var asKept = entries.Zip(told).Where(static pair => pair.First.Item is { } item && ReferenceEquals(item, pair.Second.Item)).Select(static pair => pair.First.Item!.CustomerId);
        var now = time.GetUtcNow();
        await log.AppendAsync([.. asKept.Distinct(StringComparer.Ordinal).Select(client => new AccessEntry(viewer.Id, viewer.Role.ToString(), client, viewer.Purpose, "inbox", now))]);
        return told;
    }

    private async Task<ImmutableArray<InboxEntry>> CutAsync(ImmutableArray<InboxEntry> entries, Viewer viewer)
    {
        var told = entries.ToArray();
        var byClient = Enumerable.Range(0, told.Length).Where(place => told[place].Item is not null).GroupBy(place => told[place].Item!.CustomerId, StringComparer.Ordinal);
        await Parallel.ForEachAsync(byClient, Parallelism, async (places, _) =>
        {
            var client = grains.GetGrain<ICustomerViews>(places.Key);
            var consent = await client.GetConsent();
            foreach (var place in places)
            {
                told[place] = await CutAsync(told[place].Item!, client, consent, viewer) is { } item
                    ? told[place] with { Item = item }
                    : told[place] with { Item = null, State = InboxState.Recalled };
            }
        });
        return [.. told];
    }

    private static async Task<InboxItem?> CutAsync(InboxItem item, ICustomerViews client, ConsentView consent, Viewer viewer)
    {
        if (item.Prompt is { } prompt && !consent.Carries(prompt))
        {
            return null;
        }

        if (item.Brief is not { } brief)
        {
            return item;
        }

        if (!consent.Grants(Purposes.InStoreRecognition) || consent.LeaveMeAlone)
        {
            return null;
        }

        return consent.Scope == brief.Scope && !(consent.DecidedAt > item.At) ? item
            : await client.GetBrief(viewer) is { } now ? item with { Brief = now, Greeting = now.Greeting }
            : null;
    }
}
