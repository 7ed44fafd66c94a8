using Luxe.Embedded.Tests.Hosting;

namespace Luxe.Embedded.Tests.Calls;

public interface IPatienceGrain : IGrainWithStringKey
{
    [ResponseTimeout("00:00:00.200")]
    Task Hang();

    Task HangWithDefault();

    Task Block();
}

public sealed class PatienceGrain : Grain, IPatienceGrain
{
    internal static TaskCompletionSource Entered { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal static ManualResetEventSlim Unblocked { get; } = new();

    internal static TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Hang() => Released.Task;

    public Task HangWithDefault()
    {
        Entered.TrySetResult();
        return Task.Delay(Timeout.Infinite);
    }

    public Task Block()
    {
        Unblocked.Wait();
        return Task.CompletedTask;
    }
}

public sealed class PatienceTests
{
    [Fact]
    public async Task ResponseTimeout_OfAMethod_IsItsOwn()
    {
        await using var silo = await Silo.StartAsync();
        var call = silo.Grains.GetGrain<IPatienceGrain>("own").Hang();
        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(TimeSpan.FromSeconds(20)));
        PatienceGrain.Released.SetResult();
    }

    [Fact]
    public async Task ResponseTimeout_WhileTheGrainKeepsItsThread_StillEndsTheCall()
    {
        await using var silo = await Silo.StartAsync(static silo =>
            silo.Configure<Orleans.Configuration.SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromMilliseconds(200)));
        var exception = await Assert.ThrowsAsync<TimeoutException>(() => silo.Grains.GetGrain<IPatienceGrain>("a-name").Block());
        PatienceGrain.Unblocked.Set();
        Assert.Contains("Block", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ACallHangs_EndsItAtTheDeadlineAsUnavailable()
    {
        var silo = await Silo.StartAsync();
        var call = silo.Grains.GetGrain<IPatienceGrain>("hung").HangWithDefault();
        await PatienceGrain.Entered.Task;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await silo.StopAsync(deadline.Token);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
    }
}
