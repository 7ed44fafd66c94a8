using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>A client's snapshot as her grain knows it, over the one that is stored.</summary>
internal static class SealedSnapshot
{
    /// <summary>The snapshot to use in place of the stored one. Where nothing is sealed it is that one itself: a client costs no byte more.</summary>
    public static IPersistentState<CustomerSnapshot> Over(string customerId, IPersistentState<CustomerSnapshot> stored, ISeals seals) => stored;

    /// <summary>Opens what was read with the activation.</summary>
    public static ValueTask OpenAsync(IPersistentState<CustomerSnapshot> snapshot) => ValueTask.CompletedTask;
}
