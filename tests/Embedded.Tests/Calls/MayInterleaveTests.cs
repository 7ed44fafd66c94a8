using Luxe.Embedded.Tests.Hosting;
using Orleans.Serialization.Invocation;

namespace Luxe.Embedded.Tests.Calls;

public interface IChoosyGrain : IGrainWithStringKey
{
    Task WaitFor(string door);

    Task Open(string door);

    Task Refuse(string door);
}

/// <summary>Lets in whoever opens; its predicate fails for whoever refuses.</summary>
[MayInterleave(nameof(LetsIn))]
public sealed class ChoosyGrain : Grain, IChoosyGrain
{
    private readonly TaskCompletionSource _open = new();

    public static bool LetsIn(IInvokable call) => call.GetMethodName() switch
    {
        nameof(Open) => (string?)call.GetArgument(0) == "right",
        nameof(Refuse) => throw new InvalidOperationException("cannot say"),
        _ => false,
    };

    public Task WaitFor(string door) => _open.Task;

    public Task Open(string door)
    {
        _open.TrySetResult();
        return Task.CompletedTask;
    }

    public Task Refuse(string door) => Task.CompletedTask;
}

public sealed class MayInterleaveTests
{
    [Fact]
    public async Task Predicate_OfAClass_DecidesByTheArguments()
    {
        await using var silo = await Silo.StartAsync();
        var grain = silo.Grains.GetGrain<IChoosyGrain>("c");
        var waiting = grain.WaitFor("right");
        var wrong = grain.Open("wrong");
        var failing = grain.Refuse("right");
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.False(waiting.IsCompleted || wrong.IsCompleted);

        await grain.Open("right");

        await Task.WhenAll(waiting, wrong);
    }
}
