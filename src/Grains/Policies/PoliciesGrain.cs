using System.Collections.Immutable;
using System.Text;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;

namespace Luxe.Grains.Policies;

/// <summary>The policy for whoever is not a grain. Holds nothing; it awaits clients, and no client awaits it.</summary>
[StatelessWorker]
internal sealed class PoliciesGrain(PolicyBook book) : Grain, IPolicies
{
    public Task<PolicyDocument> GetCurrent() => Task.FromResult(book.Current);

    public Task<PolicyDocument?> Get(string version) => Task.FromResult(book.Find(version));

    public Task<ImmutableArray<PolicyVersion>> List() => Task.FromResult(PolicyList.Of(book));

    public Task<Notice?> GetNotice(string? version, string? locale) =>
        Task.FromResult(PolicyList.Notice(version is null ? book.Current : book.Find(version) ?? book.Oldest, locale));

    public async Task<ImmutableArray<PolicyAsk>> Asks(string customerId) => book.AsksOf(await GrainFactory.GetGrain<ICustomerViews>(customerId).GetConsent());

    public Task<PolicyOutcome> Put(string json, string name) => book.PutAsync(Encoding.UTF8.GetBytes(json), name);
}
