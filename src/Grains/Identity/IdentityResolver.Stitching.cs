using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;

namespace Luxe.Grains.Identity;

/// <content>What becomes of two clients who turn out to share a token.</content>
internal sealed partial class IdentityResolver
{
    /// <summary>The actor of merges that nobody ordered.</summary>
    private const string Actor = "identity";

    private static readonly Viewer Viewer = new(Actor, ViewerRole.Integration, "merge candidates");

    /// <summary>Most merges that are followed from one client to the next.</summary>
    private const int Hops = 8;

    /// <summary>
    /// An anonymous client's device speaks for somebody else now: her history is absorbed, and the device's token stays with her, a signpost
    /// from then on, so that the merge can be taken back. True when the token is to follow the person instead, and the history to stay.
    /// </summary>
    private async Task<bool> Follows(string former, string customer)
    {
        if (settled.Holds(former, customer))
        {
            return false;
        }

        var standing = await Client(former).Stitch(customer);
        if (standing.Into != customer)
        {
            // She is known herself, or was somebody else's: another person signs in on her device. Unless she is just being named: that may fail.
            return standing.Standing != Standing.Naming;
        }

        if (standing.Standing == Standing.Stitching && await Absorb(former, customer) is { } follows)
        {
            await Client(former).Settle();
            return follows;
        }

        if (standing.Standing != Standing.Stitched)
        {
            return false;
        }

        if ((await GrainFactory.GetGrain<ICustomerPerson>(former).GetPerson()).CustomerId == former)
        {
            // It was refused, or there was nothing to absorb: no signpost stands, so this token of hers follows too.
            return true;
        }

        settled.Add(former, customer);
        return false;
    }

    /// <summary>Her device is still whose it was: only who answers for that client may be another now, or she alone.</summary>
    public async Task StitchAgain(string former, string undone)
    {
        if (await Client(former).Get() is { Standing: Standing.Stitched, Into: { } customer })
        {
            // Whoever was restored may not have heard of it yet, and would name her former survivor.
            await GrainFactory.GetGrain<ICustomerMerges>(customer).CatchUp();
            await Absorb(former, customer, undone);
        }
    }

    /// <summary>Whether the token follows once the stitching is over; null when it is to be tried again with the next event that names both.</summary>
    private async Task<bool?> Absorb(string former, string customer, string? undone = null)
    {
        var survivor = customer;
        for (var hop = 0; hop < Hops; hop++)
        {
            var order = new MergeOrder(StitchIds.Of(keys, former, survivor, undone), former, Actor, "stitched", time.GetUtcNow());
            var outcome = await GrainFactory.GetGrain<ICustomerMerges>(survivor).Absorb(order);
            switch (outcome)
            {
                case { Result: MergeResult.Done or MergeResult.AlreadyDone } or { Refusal: MergeRefusal.SameClient }:
                    return false;
                case { Refusal: MergeRefusal.SurvivorIsAbsorbed, NamedId: { } next }:
                    survivor = next;
                    break;
                case { Refusal: MergeRefusal.AlreadyAbsorbed }:
                    return outcome.NamedId != survivor;
                case { Refusal: MergeRefusal.Erased or MergeRefusal.TakenBack or MergeRefusal.UnknownAbsorbed }:
                    return true;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Two known clients were given one token: a human decides. The token stays with whom it was given to first.</summary>
    private async Task Queue(string customer, string owner, IdentityKind kind)
    {
        var reason = kind switch
        {
            IdentityKind.Email => MatchReason.SameEmail,
            IdentityKind.Phone => MatchReason.SamePhone,
            IdentityKind.Card => MatchReason.SameCard,
            IdentityKind.UserId => MatchReason.Aliased,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nobody is queued for sharing a token of this kind."),
        };
        var (one, other) = (MergeCandidate.IdOf(customer, owner), reason.ToString());
        if (settled.Holds(one, other))
        {
            return;
        }

        // Whoever dismissed these two has dismissed them under the ids that they had.
        var known = await GrainFactory.GetGrain<IMergeCandidateGrain>(one).Get();
        if (known is not { State: CandidateState.Dismissed } || !known.Reasons.Contains(reason))
        {
            await GrainFactory.GetGrain<IMergeCandidates>(IMergeCandidates.Key).Raise(await Survivor(customer), await Survivor(owner), reason);
        }

        settled.Add(one, other);
    }

    /// <summary>Who she is part of by now: two who were merged are no candidates.</summary>
    private async Task<string> Survivor(string customer)
    {
        for (var hop = 0; hop < Hops; hop++)
        {
            if ((await GrainFactory.GetGrain<ICustomerMerges>(customer).GetMerges(Viewer)).AbsorbedInto is not { } next)
            {
                break;
            }

            customer = next;
        }

        return customer;
    }
}
