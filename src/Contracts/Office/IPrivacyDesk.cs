using Luxe.Contracts.Access;
using Luxe.Contracts.Rights;

namespace Luxe.Contracts.Office;

/// <summary>
/// What the privacy officer looks at across clients, keyed <see cref="Key"/>. Each look is written to the access log before it is answered; whoever is no
/// officer and no system with a management key is refused.
/// </summary>
[Alias("luxe.IPrivacyDesk")]
public interface IPrivacyDesk : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Key = "privacy";

    /// <summary>How many clients allow what, or null while they are being counted for the first time. Kept for five minutes; nobody can be told apart in it.</summary>
    [Alias("GetTiers")] Task<TierCounts?> GetTiers(Viewer viewer);

    /// <summary>A ledger by customer id, or by pseudonym; by the id of an erased client too, who is told that way what was proved of her. Null: no decision is on record.</summary>
    [Alias("FindLedger")] Task<FoundLedger?> FindLedger(Viewer viewer, string pseudonymOrId);

    /// <summary>Who looked at whom, newest first.</summary>
    [Alias("GetLooks")] Task<LookPage> GetLooks(Viewer viewer, LookQuery query);

    /// <summary>Associates who opened far more clients outside their book than their colleagues did, in so many days.</summary>
    [Alias("GetAnomalies")] Task<AnomalyReport> GetAnomalies(Viewer viewer, int days);

    /// <summary>What ran over its time, day by day, in so many days.</summary>
    [Alias("GetRetention")] Task<RetentionReport> GetRetention(Viewer viewer, int days);

    /// <summary>Begins to look for what is over its time, without waiting for the night; the report grows meanwhile.</summary>
    [Alias("BeginRetention")] Task BeginRetention(Viewer viewer);
}
