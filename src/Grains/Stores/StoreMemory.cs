using Luxe.Grains.Time;

namespace Luxe.Grains.Stores;

/// <summary>What a store remembers of a client who is being erased: she was recalled before, by her own grain's word, which may have been lost.</summary>
[Alias("luxe.IStoreMemory")]
internal interface IStoreMemory : IGrainWithStringKey
{
    /// <summary>Forgets her visits and recalls her dispatch; how many there were. Awaited by an erasure, which no store awaits.</summary>
    [Alias("Forget")] Task<long> Forget(string customerId);
}

internal sealed partial class StoreGrain : IStoreMemory
{
    public async Task<long> Forget(string customerId)
    {
        _unreviewed.Remove(customerId);
        var forgotten = ForgottenGuests.Count(State, customerId);
        await Do(ForgottenGuests.Without(State, customerId, _time.Now()));
        return forgotten;
    }
}
