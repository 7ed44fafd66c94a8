namespace Luxe.Grains.Rights;

/// <summary>An order whose client is there again: a process that did not know wrote of her behind it. Key: the order.</summary>
[Alias("luxe.IErasureAgain")]
internal interface IErasureAgain : IGrainWithStringKey
{
    /// <summary>Does every system again, the first one aside; the receipt is open until then and counts what was found.</summary>
    [Alias("Again")] Task Again(string customerId);
}
