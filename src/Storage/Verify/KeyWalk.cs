using System.Data.Common;
using Luxe.Storage.Backup;
using Luxe.Storage.Sealing;

namespace Luxe.Storage.Verify;

/// <summary>Checks clients' keys, without opening any: whoever has something that was sealed has a key, under a master key that the house knows.</summary>
internal static class KeyWalk
{
    private const string Check = "key";

    public static async Task RunAsync(VerifyView view, Faults faults, CancellationToken cancellation)
    {
        await LockedAsync(view, faults, cancellation);

        await using var unknown = await view.ReadAsync(
            "SELECT customer, master FROM client_key WHERE NOT EXISTS (SELECT 1 FROM master_key WHERE master_key.id = client_key.master) ORDER BY customer", cancellation);
        while (await unknown.ReadAsync(cancellation))
        {
            var (customer, master) = (unknown.GetString(0), unknown.GetInt32(1));
            faults.Add(Check, customer == KeyRing.House ? "" : customer, null, FormattableString.Invariant($"the key is wrapped under master key {master}, which the house does not know"));
        }
    }

    private static async Task LockedAsync(VerifyView view, Faults faults, CancellationToken cancellation)
    {
        try
        {
            await using var locked = await view.ReadAsync(StoredKeys.Locked, cancellation, KeyRows.Mark);
            while (await locked.ReadAsync(cancellation))
            {
                faults.Add(Check, locked.GetString(0), null, "her key is not here: what is sealed of hers cannot be read until it is brought back");
            }
        }
        catch (DbException) when (!cancellation.IsCancellationRequested)
        {
            // Rows that the database cannot return were named when their journals were walked.
        }
    }
}
