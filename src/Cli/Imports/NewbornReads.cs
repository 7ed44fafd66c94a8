using System.Collections.Immutable;
using Luxe.Silo.Ingest;
using Luxe.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Luxe.Cli.Imports;

/// <summary>Spares reading of clients who did not exist a moment ago: an import makes them by the hundred thousand.</summary>
internal static class NewbornReads
{
    /// <summary>Puts it before a house's journal and its grain state.</summary>
    public static void AddTo(IServiceCollection services, string grainStorage)
    {
        var journal = services.Last(static service => service.ServiceType == typeof(IJournal) && !service.IsKeyedService);
        services.AddSingleton<IJournal>(provider => new NewbornJournal(
            (IJournal)ActivatorUtilities.CreateInstance(provider, journal.ImplementationType!), provider.GetRequiredService<Newborns>()));
        var storage = services.Last(service => service.ServiceType == typeof(IGrainStorage) && service.IsKeyedService && grainStorage.Equals(service.ServiceKey));
        services.AddKeyedSingleton<IGrainStorage>(grainStorage, (provider, key) => new NewbornState(
            (IGrainStorage)storage.KeyedImplementationFactory!(provider, key), provider.GetRequiredService<Newborns>()));
    }

    private sealed class NewbornState(IGrainStorage storage, Newborns newborns) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            stateName == "snapshot" && newborns.Contains(grainId.Key.ToString()!) ? Task.CompletedTask : storage.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.WriteStateAsync(stateName, grainId, grainState);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, grainId, grainState);
    }

    private sealed class NewbornJournal(IJournal journal, Newborns newborns) : IJournal
    {
        public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken = default)
        {
            newborns.Remove(append.Customer);
            return journal.AppendAsync(append, cancellationToken);
        }

        public Task AppendAsync(ImmutableArray<JournalAppend> appends, CancellationToken cancellationToken = default)
        {
            foreach (var append in appends)
            {
                newborns.Remove(append.Customer);
            }

            return journal.AppendAsync(appends, cancellationToken);
        }

        public IAsyncEnumerable<JournalRow> ReadAsync(string customer, long afterSeq, int limit = int.MaxValue, CancellationToken cancellationToken = default) =>
            newborns.Contains(customer) ? AsyncEnumerable.Empty<JournalRow>() : journal.ReadAsync(customer, afterSeq, limit, cancellationToken);

        public Task<ImmutableArray<JournalRow>> ReadRecentAsync(string customer, int limit, long beforeSeq = long.MaxValue, CancellationToken cancellationToken = default) =>
            journal.ReadRecentAsync(customer, limit, beforeSeq, cancellationToken);

        public Task<long> GetHeadAsync(string customer, CancellationToken cancellationToken = default) => journal.GetHeadAsync(customer, cancellationToken);

        public Task<ImmutableArray<JournalRow>> ReadJourneyAsync(string customer, string kind, JourneyPlace? after, int limit, CancellationToken cancellationToken = default) =>
            journal.ReadJourneyAsync(customer, kind, after, limit, cancellationToken);

        public Task<IReadOnlySet<string>> FindEventIdsAsync(string customer, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken = default) =>
            journal.FindEventIdsAsync(customer, eventIds, cancellationToken);
    }
}
