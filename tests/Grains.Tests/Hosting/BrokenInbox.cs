using System.Collections.Concurrent;
using System.Collections.Immutable;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Grains.Tests.Hosting;

/// <summary>The real inbox store, which refuses the calls of associates whose database is said to be away.</summary>
internal sealed class BrokenInbox(IInboxStore store) : IInboxStore
{
    /// <summary>Whose items can neither be put in nor changed.</summary>
    public static ConcurrentDictionary<string, bool> RefusesWrites { get; } = new();

    /// <summary>Whose items cannot be read.</summary>
    public static ConcurrentDictionary<string, bool> RefusesReads { get; } = new();

    public static void Decorate(IServiceCollection services)
    {
        var real = services.Single(static service => service.ServiceType == typeof(IInboxStore));
        services.Remove(real);
        services.AddSingleton<IInboxStore>(provider => new BrokenInbox((IInboxStore)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
    }

    public Task AppendAsync(InboxAppend append, CancellationToken cancellationToken = default) =>
        Write(append.Associate).AppendAsync(append, cancellationToken);

    public Task<bool> UpdateStateAsync(
        string associate, string itemId, string state, bool isOpen, ReadOnlyMemory<byte>? payload = null, CancellationToken cancellationToken = default) =>
        Write(associate).UpdateStateAsync(associate, itemId, state, isOpen, payload, cancellationToken);

    public Task<ImmutableArray<InboxRow>> ReadAsync(string associate, long afterNumber, int limit, CancellationToken cancellationToken = default) =>
        Read(associate).ReadAsync(associate, afterNumber, limit, cancellationToken);

    public Task<ImmutableArray<InboxRow>> ReadOpenAsync(string associate, CancellationToken cancellationToken = default) =>
        Read(associate).ReadOpenAsync(associate, cancellationToken);

    public Task<InboxRow?> GetAsync(string associate, string itemId, CancellationToken cancellationToken = default) =>
        Read(associate).GetAsync(associate, itemId, cancellationToken);

    public Task<long> GetHeadAsync(string associate, CancellationToken cancellationToken = default) => Read(associate).GetHeadAsync(associate, cancellationToken);

    private IInboxStore Write(string associate) => Unless(RefusesWrites, associate);

    private IInboxStore Read(string associate) => Unless(RefusesReads, associate);

    private IInboxStore Unless(ConcurrentDictionary<string, bool> away, string associate) =>
        away.ContainsKey(associate) ? throw new StorageUnavailableException("The database is away.") : store;
}
