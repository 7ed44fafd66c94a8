namespace Luxe.ClientelingApp.Shell;

/// <summary>A page's own tick: never two at once, and over when the page is.</summary>
internal sealed class PageClock : IAsyncDisposable
{
    private readonly PeriodicTimer _timer;
    private readonly Task _ticking;

    public PageClock(TimeProvider time, TimeSpan period, Func<Task> tick)
    {
        _timer = new PeriodicTimer(period, time);
        _ticking = Run(tick);
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _ticking;
    }

    private async Task Run(Func<Task> tick)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync())
            {
                await tick();
            }
        }
        catch (ObjectDisposedException)
        {
            // The renderer went first.
        }
    }
}
