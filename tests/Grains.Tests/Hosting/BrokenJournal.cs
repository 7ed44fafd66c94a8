using System.Collections.Concurrent;
using System.Collections.Immutable;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Grains.Tests.Hosting;

/// <summary>The real journal, which refuses the appends of customers whose database is said to be away, and loses answers.</summary>
internal sealed class BrokenJournal(IJournal journal) : IJournal
{
    public static ConcurrentDictionary<string, bool> Away { get; } = new();

    /// <summary>Customers whose next append is written, though its answer is lost.</summary>
    public static ConcurrentDictionary<string, bool> AnswerLost { get; } = new();

    /// <summary>Customers whose next append is written, whereupon their grain is at a loss and goes on with what it knew.</summary>
    public static ConcurrentDictionary<string, bool> Crash { get; } = new();

    /// <summary>Customers whose next append is not written, though nobody can say so.</summary>
    public static ConcurrentDictionary<string, bool> Lost { get; } = new();

    /// <summary>Customers whose next append is written, and who cannot be loaded from then on.</summary>
    public static ConcurrentDictionary<string, bool> Blind { get; } = new();

    /// <summary>How many more appends of a customer are written before the database is away for her.</summary>
    public static ConcurrentDictionary<string, int> Left { get; } = new();

    /// <summary>Customers who cannot be loaded.</summary>
    public static ConcurrentDictionary<string, bool> Unreadable { get; } = new();

    public static void Decorate(IServiceCollection services)
    {
        var real = services.Single(static service => service.ServiceType == typeof(IJournal));
        services.Remove(real);
        services.AddSingleton<IJournal>(provider => new BrokenJournal((IJournal)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
    }

    public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken = default) => AppendAsync([append], cancellationToken);

    public async Task AppendAsync(ImmutableArray<JournalAppend> appends, CancellationToken cancellationToken = default)
    {
        if (appends.Any(static append => Away.ContainsKey(append.Customer) || (Left.TryGetValue(append.Customer, out var left) && Left.AddOrUpdate(append.Customer, left, static (_, n) => n - 1) < 0)))
        {
            throw new StorageUnavailableException("The database is away.");
        }

        if (appends.Any(static append => Lost.TryRemove(append.Customer, out _)))
        {
            throw new StorageUnavailableException("The connection was cut.") { OutcomeUnknown = true };
        }

        await journal.AppendAsync(appends, cancellationToken);
        foreach (var append in appends.Where(static append => Blind.TryRemove(append.Customer, out _)))
        {
            Unreadable[append.Customer] = true;
        }

        if (appends.Any(static append => Crash.TryRemove(append.Customer, out _)))
        {
            throw new IOException("Something else went wrong.");
        }

        if (appends.Any(static append => AnswerLost.TryRemove(append.Customer, out _)))
        {
            throw new StorageUnavailableException("The answer was lost.") { OutcomeUnknown = true };
        }
    }

    public IAsyncEnumerable<JournalRow> ReadAsync(string customer, long afterSeq, int limit = int.MaxValue, CancellationToken cancellationToken = default) =>
        Unreadable.ContainsKey(customer) ? throw new StorageUnavailableException("The database is away.") : journal.ReadAsync(customer, afterSeq, limit, cancellationToken);

    public Task<ImmutableArray<JournalRow>> ReadRecentAsync(string customer, int limit, long beforeSeq = long.MaxValue, CancellationToken cancellationToken = default) =>
        journal.ReadRecentAsync(customer, limit, beforeSeq, cancellationToken);

    public Task<ImmutableArray<JournalRow>> ReadJourneyAsync(string customer, string kind, JourneyPlace? after, int limit, CancellationToken cancellationToken = default) =>
        journal.ReadJourneyAsync(customer, kind, after, limit, cancellationToken);

    public Task<long> GetHeadAsync(string customer, CancellationToken cancellationToken = default) => journal.GetHeadAsync(customer, cancellationToken);

    public Task<IReadOnlySet<string>> FindEventIdsAsync(string customer, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken = default) =>
        journal.FindEventIdsAsync(customer, eventIds, cancellationToken);
}
