using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Turns;

public interface IChainGrain : IGrainWithStringKey
{
    Task<string> Hello();

    /// <summary>Calls <paramref name="other"/>, which calls this grain again.</summary>
    Task<string> RoundTrip(IChainGrain other, bool allow);

    Task<string> CallBack(IChainGrain origin);

    Task<string> AwaitItself(bool allow);

    Task HoldChainOpen(IChainGrain other, string gate);

    Task WaitAt(string gate);

    Task<string> RoundTripSuppressed(IChainGrain other);
}

public sealed class ChainGrain : Grain, IChainGrain
{
    public Task<string> Hello()
    {
        Trace.Of(this.GetPrimaryKeyString()).Add("hello");
        return Task.FromResult("hello from " + this.GetPrimaryKeyString());
    }

    public async Task<string> RoundTrip(IChainGrain other, bool allow)
    {
        using var section = allow ? RequestContext.AllowCallChainReentrancy() : default;
        return await other.CallBack(this.AsReference<IChainGrain>());
    }

    public Task<string> CallBack(IChainGrain origin) => origin.Hello();

    public async Task<string> AwaitItself(bool allow)
    {
        using var section = allow ? RequestContext.AllowCallChainReentrancy() : default;
        return await this.AsReference<IChainGrain>().Hello();
    }

    public async Task HoldChainOpen(IChainGrain other, string gate)
    {
        using var section = RequestContext.AllowCallChainReentrancy();
        Trace.Of(this.GetPrimaryKeyString()).Add("holding");
        await other.WaitAt(gate);
        Trace.Of(this.GetPrimaryKeyString()).Add("released");
    }

    public Task WaitAt(string gate) => Gate.Of(gate).Passage;

    public async Task<string> RoundTripSuppressed(IChainGrain other)
    {
        using var allowed = RequestContext.AllowCallChainReentrancy();
        using var suppressed = RequestContext.SuppressCallChainReentrancy();
        return await other.CallBack(this.AsReference<IChainGrain>());
    }
}
