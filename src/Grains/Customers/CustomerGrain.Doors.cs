using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>
/// The signpost: while she is part of another client, everything goes there, with the door it came by. What is answered "not mine" found
/// an activation that is behind its journal, this one or that: it is read again, and asked again.
/// </summary>
internal sealed partial class CustomerGrain
{
    public Task<Answer<RecordOutcome>> Record(string door, ImmutableArray<Interaction> interactions) =>
        Relay(door, () => RecordAt(door, interactions), heir => heir.Record(door, interactions));

    public Task<Answer<ConsentView>> Decide(string door, ConsentDecision decision) =>
        Relay(door, () => DecideAt(door, decision), heir => heir.Decide(door, decision));

    public Task<Answer<ClientBrief?>> Arrive(string door, Visit visit) => Relay(door, () => ArriveAt(door, visit), heir => heir.Arrive(door, visit));

    public Task<Answer<bool>> Depart(string door, Visit visit) => Relay(door, () => DepartAt(door, visit), heir => heir.Depart(door, visit));

    public Task<Answer<bool>> Assign(string door, string? associateId) =>
        Relay(door, () => AssignAt(door, associateId), heir => heir.Assign(door, associateId));

    public Task<Answer<bool>> BackInStock(string door, string productId, string storeId) =>
        Relay(door, () => BackInStockAt(door, productId, storeId), heir => heir.BackInStock(door, productId, storeId));

    public Task<Answer<bool>> SettlePrompt(string door, string promptId, PromptOutcome outcome, string associateId) =>
        Relay(door, () => SettleAt(door, promptId, outcome), heir => heir.SettlePrompt(door, promptId, outcome, associateId));

    public Task<Answer<ConsentView>> GetConsent(string door) => Show(door, static state => Task.FromResult(state.Consent), heir => heir.GetConsent(door));

    public Task<Answer<CustomerProfile?>> GetProfile(string door, Viewer viewer) =>
        Show(door, state => Profile(state, viewer), heir => heir.GetProfile(door, viewer));

    public Task<Answer<ClientBrief?>> GetBrief(string door, Viewer viewer) => Show(door, state => Brief(state, viewer), heir => heir.GetBrief(door, viewer));

    public Task<Answer<JourneyPage>> GetJourney(string door, Viewer viewer, string? after, int limit) =>
        Show(door, state => Journey(state, viewer, after, limit), heir => heir.GetJourney(door, viewer, after, limit));

    public Task<Answer<LedgerView>> GetLedger(string door, Viewer viewer) => Show(door, state => Ledger(state, viewer), heir => heir.GetLedger(door, viewer));

    public Task<Answer<Person>> GetPerson(string door) => Show(door, state => Task.FromResult(Self(state)), heir => heir.GetPerson(door));

    public Task<Person> GetPerson() => Shown(state => Task.FromResult(Self(state)), heir => heir.GetPerson(CustomerId));

    private Person Self(CustomerState state) => new(
        CustomerId, state.Consent, state.Marks is { Merges: [.., var last] } ? last.MergeId : null, state.Marks is { } marks ? [.. marks.Covered] : []);

    /// <summary>By her own door: nearly always she is herself.</summary>
    private async Task<T> Own<T>(Func<Task<Answer<T>>> here, Func<ICustomerHeir, Task<Answer<T>>> there) =>
        _life.State.Answers(null) && await here() is { IsMine: true } mine ? mine.Value : Settled(await Relay(null, here, there));

    private async Task<Answer<T>> Relay<T>(string? door, Func<Task<Answer<T>>> here, Func<ICustomerHeir, Task<Answer<T>>> there)
    {
        for (var attempt = 1; ; attempt++)
        {
            var state = _life.State;
            var answer = state.Answers(door) ? await here()
                : state.Into is { } sign ? await there(GrainFactory.GetGrain<ICustomerHeir>(sign.SurvivorId))
                : Answer<T>.NotMine;
            if (answer.IsMine || attempt == Attempts)
            {
                return answer;
            }

            if (door is null || state.Into is not null || !await _life.Mend(door))
            {
                await _life.Load();
            }

            await Settle();
        }
    }

    /// <summary>By her own door.</summary>
    private async Task<T> Shown<T>(Func<CustomerState, Task<T>> here, Func<ICustomerHeirViews, Task<Answer<T>>> there) => Settled(await Show(null, here, there));

    /// <summary>Reads run beside each other and change nothing here: a state that is behind is read anew beside the one that is held.</summary>
    private async Task<Answer<T>> Show<T>(string? door, Func<CustomerState, Task<T>> here, Func<ICustomerHeirViews, Task<Answer<T>>> there)
    {
        var state = _life.State;
        for (var attempt = 1; ; attempt++)
        {
            var answer = state.Answers(door) ? Answer<T>.Of(await here(state))
                : state.Into is { } sign ? await there(GrainFactory.GetGrain<ICustomerHeirViews>(sign.SurvivorId))
                : Answer<T>.NotMine;
            if (answer.IsMine || attempt == Attempts)
            {
                return answer;
            }

            state = await _life.Peek();
            await GrainFactory.GetGrain<ICustomerMerges>(CustomerId).Nudge();
        }
    }

    private static T Settled<T>(Answer<T> answer) =>
        answer.IsMine ? answer.Value : throw new StorageUnavailableException("She is being merged or restored; nothing was done.");
}
