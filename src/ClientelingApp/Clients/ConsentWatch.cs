using Luxe.ClientelingApp.Shell;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Clients;

/// <summary>
/// Tells open pages that a client decided otherwise: one question a client and tick, however many pages show her. The question is the one that
/// every caller may ask (<see cref="ICustomerViews.GetConsent"/>), so it is no look at her and not in the access log.
/// </summary>
public sealed class ConsentWatch(IGrainFactory grains, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long a decision may go unseen by an open page.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly Lock _turn = new();
    private readonly List<Follower> _followers = [];
    private PageClock? _clock;

    /// <summary>Calls back once, when what she allows is no longer of the scope given; disposing the answer ends it.</summary>
    public IDisposable Follow(string customerId, long scope, Func<Task> changed)
    {
        var follower = new Follower(this, customerId, scope, changed);
        lock (_turn)
        {
            _followers.Add(follower);
            _clock ??= new PageClock(time, Period, Look);
        }

        return follower;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _clock?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task Look()
    {
        ILookup<string, Follower> followers;
        lock (_turn)
        {
            followers = _followers.ToLookup(static f => f.CustomerId, StringComparer.Ordinal);
        }

        await Task.WhenAll(followers.Select(Look));
    }

    private async Task Look(IGrouping<string, Follower> followers)
    {
        try
        {
            var scope = (await grains.GetGrain<ICustomerViews>(followers.Key).GetConsent()).Scope;
            foreach (var follower in followers.Where(f => f.Scope != scope && Remove(f)))
            {
                await follower.Changed();
            }
        }
        catch (Exception)
        {
            // She cannot be asked just now, or the page went first; the next tick asks again for those that are left.
        }
    }

    private bool Remove(Follower follower)
    {
        lock (_turn)
        {
            return _followers.Remove(follower);
        }
    }

    private sealed class Follower(ConsentWatch watch, string customerId, long scope, Func<Task> changed) : IDisposable
    {
        public string CustomerId => customerId;

        public long Scope => scope;

        public Func<Task> Changed => changed;

        public void Dispose() => watch.Remove(this);
    }
}
