using System.Threading.Channels;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Stores;

namespace Luxe.Grains.Tests.Hosting;

/// <summary>A tablet or a floor view: what it was pushed, in order.</summary>
internal sealed class Watching<T> : IInboxObserver, IFloorObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Channel<T> _pushed = Channel.CreateUnbounded<T>();

    public Task OnEntry(InboxEntry entry) => Push(entry);

    public Task OnFloor(FloorView floor) => Push(floor);

    /// <summary>The next push; fails loudly when none comes.</summary>
    public Task<T> Next() => _pushed.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The first push that is what the fact waits for.</summary>
    public async Task<T> Until(Func<T, bool> isIt)
    {
        for (; ;)
        {
            if (await Next() is var pushed && isIt(pushed))
            {
                return pushed;
            }
        }
    }

    private Task Push(object pushed) => pushed is T wanted ? _pushed.Writer.WriteAsync(wanted).AsTask() : Task.CompletedTask;
}
