using Luxe.Contracts.Associates;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Contracts.Products;
using Luxe.Contracts.Prompts;
using Luxe.Contracts.Stores;
using Luxe.Grains.Consent;
using Luxe.Grains.Identity;
using Luxe.Grains.Matching;
using Luxe.Grains.Merges;
using Luxe.Grains.Prompts;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>
/// Errands not yet run, in order. They follow from journal rows, so nothing here needs to be durable: a snapshot is only written
/// when the outbox is empty, and what a crash cuts off is found again in the rows after the snapshot.
/// </summary>
internal sealed class CustomerOutbox(string customerId, IGrainFactory grains, IDirectory directory)
{
    // Null most of the time: most clients have nothing to tell.
    private Queue<CustomerErrand>? _errands;

    public bool IsEmpty => _errands is not { Count: > 0 };

    public void Add(IEnumerable<CustomerErrand> errands)
    {
        foreach (var errand in errands)
        {
            (_errands ??= new()).Enqueue(errand);
        }
    }

    public void Clear() => _errands = null;

    /// <summary>Runs what waits; an errand that fails stays, with those behind it, for the next call.</summary>
    public async Task Drain(CustomerState state)
    {
        while (_errands is { } errands && errands.TryPeek(out var errand))
        {
            if (CustomerErrands.IsDue(errand, state))
            {
                await Run(errand, state);
            }

            errands.Dequeue();
        }

        _errands = null;
    }

    /// <summary>Runs one that does not wait for its row.</summary>
    public Task Run(CustomerErrand errand, CustomerState state) => errand switch
    {
        CustomerErrand.Deliver e => grains.GetGrain<IInbox>(e.AssociateId).Deliver(Item(e.Prompt, ClientCut.Of(state, e.Prompt.RaisedAt))),
        CustomerErrand.Settle e => grains.GetGrain<IInbox>(e.AssociateId).Settle(e.ItemId, e.State),
        CustomerErrand.TakeBack e => grains.GetGrain<IInbox>(e.AssociateId).Recall(customerId, e.Above, e.Kinds),
        CustomerErrand.JoinBook e => grains.GetGrain<IAssociateGrain>(e.AssociateId).AddToBook(customerId),
        CustomerErrand.LeaveBook e => grains.GetGrain<IAssociateGrain>(e.AssociateId).RemoveFromBook(customerId),
        CustomerErrand.Watch e => grains.GetGrain<IProductGrain>(e.ProductId).Watch(customerId),
        CustomerErrand.Unwatch e => grains.GetGrain<IProductGrain>(e.ProductId).Unwatch(customerId),
        CustomerErrand.ReviewVisit e => grains.GetGrain<IStoreGrain>(e.StoreId).Review(customerId, e.MovedOn),
        CustomerErrand.JoinMatch e => grains.GetGrain<IMatchDesk>(IMatchDesk.Key).Join(customerId, e.Card),
        CustomerErrand.LeaveMatch e => grains.GetGrain<IMatchDesk>(IMatchDesk.Key).Leave(customerId, e.Card),
        CustomerErrand.Nudge e => grains.GetGrain<ICustomerMerges>(e.CustomerId).Nudge(),
        CustomerErrand.StitchAgain e => grains.GetGrain<IStitcher>(IIdentityResolver.Key).StitchAgain(e.CustomerId, e.Undone),
        CustomerErrand.SettleCandidate { IsOne: true } e => grains.GetGrain<IMergeCandidateGrain>(e.CandidateId).Close(e.Actor),
        CustomerErrand.SettleCandidate e => grains.GetGrain<IMergeCandidateGrain>(e.CandidateId).Dismiss(e.Actor),
        CustomerErrand.ListMerge e => directory.UpsertAsync([MergeList.Row(e.Merge)]),
        _ => throw new NotSupportedException($"The outbox does not know {errand.GetType().Name}."),
    };

    /// <summary>A prompt as an inbox holds it, with how she is greeted at this moment.</summary>
    internal static InboxItem Item(Prompt prompt, ClientCut cut)
    {
        var traits = cut.Category?.Traits;
        return new(
            prompt.PromptId,
            prompt.CustomerId,
            Brief: null,
            prompt,
            PromptWords.Of(traits?.Title).Greeting(traits?.Title, traits?.GivenName, traits?.FamilyName),
            StoreId: null,
            prompt.RaisedAt,
            RespondBy: null,
            prompt.ExpiresAt);
    }
}
