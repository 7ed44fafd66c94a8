using System.Collections.Concurrent;
using System.Collections.Immutable;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Grains.Tests.Hosting;

/// <summary>The real journal, which refuses the appends of customers whose database is said to be away.</summary>
internal sealed class BrokenJournal(IJournal journal) : IJournal
{
    public static ConcurrentDictionary<string, bool> Away { get; } = new();

    public static void Decorate(IServiceCollection services)
    {
        var real = services.Single(static service => service.ServiceType == typeof(IJournal));
        services.Remove(real);
        services.AddSingleton<IJournal>(provider => new BrokenJournal((IJournal)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
    }

    public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken = default) =>
        Away.ContainsKey(append.Customer) ? throw new StorageUnavailableException("The database is away.") : journal.AppendAsync(append, cancellationToken);

    public IAsyncEnumerable<JournalRow> ReadAsync(string customer, long afterSeq, int limit = int.MaxValue, CancellationToken cancellationToken = default) =>
        journal.ReadAsync(customer, afterSeq, limit, cancellationToken);

    public Task<ImmutableArray<JournalRow>> ReadRecentAsync(string customer, int limit, long beforeSeq = long.MaxValue, CancellationToken cancellationToken = default) =>
        journal.ReadRecentAsync(customer, limit, beforeSeq, cancellationToken);

    public Task<ImmutableArray<JournalRow>> ReadJourneyAsync(string customer, string kind, JourneyPlace? after, int limit, CancellationToken cancellationToken = default) =>
        journal.ReadJourneyAsync(customer, kind, after, limit, cancellationToken);

    public Task<long> GetHeadAsync(string customer, CancellationToken cancellationToken = default) => journal.GetHeadAsync(customer, cancellationToken);

    public Task<IReadOnlySet<string>> FindEventIdsAsync(string customer, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken = default) =>
        journal.FindEventIdsAsync(customer, eventIds, cancellationToken);
}
