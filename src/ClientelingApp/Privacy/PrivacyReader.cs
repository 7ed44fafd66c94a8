using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Office;
using Luxe.Contracts.Policies;
using Luxe.Contracts.Rights;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>What the privacy officer's pages read. Each look is in the access log, the officer's too.</summary>
public sealed partial class PrivacyReader(IGrainFactory grains, StorePlaces stores)
{
    private const string Purpose = "office";

    private IPrivacyDesk Desk => grains.GetGrain<IPrivacyDesk>(IPrivacyDesk.Key);

    /// <summary>How many clients allow what; null while they are counted for the first time.</summary>
    public Task<TierCounts?> Tiers(Staff staff) => Desk.GetTiers(staff.For(Purpose));

    /// <summary>A ledger by customer id or pseudonym, or null.</summary>
    public Task<FoundLedger?> Ledger(Staff staff, string id) => IsId(id) ? Desk.FindLedger(staff.For("ledger"), id) : Task.FromResult<FoundLedger?>(null);

    /// <summary>Who looked at whom.</summary>
    public Task<LookPage> Looks(Staff staff, LookQuery query) => Desk.GetLooks(staff.For(Purpose), query);

    /// <summary>Associates who opened far more strangers than their colleagues did.</summary>
    public Task<AnomalyReport> Anomalies(Staff staff, int days) => Desk.GetAnomalies(staff.For(Purpose), days);

    /// <summary>What ran over its time.</summary>
    public Task<RetentionReport> Retention(Staff staff, int days) => Desk.GetRetention(staff.For(Purpose), days);

    /// <summary>Every version of the policy, oldest first. Nobody's data: not logged.</summary>
    public Task<ImmutableArray<PolicyVersion>> Policies() => grains.GetGrain<IPolicies>(IPolicies.Key).List();

    /// <summary>A version, or null.</summary>
    public Task<PolicyDocument?> Policy(string version) => grains.GetGrain<IPolicies>(IPolicies.Key).Get(version);

    /// <summary>A colleague's name; her id where the house does not know her.</summary>
    public Task<string> NameOf(string staffId) => stores.NameOf(staffId);

    /// <summary>Addresses and fields are filled by people: what cannot be an id or a pseudonym never wakes a grain.</summary>
    public static bool IsId(string id) => Id().IsMatch(id);

    /// <summary>Whether it can be a client's id.</summary>
    public static bool IsClient(string id) => IsId(id) && id.StartsWith("c_", StringComparison.Ordinal);

    [GeneratedRegex("^(c_[0-9A-Za-z_-]{1,64}|l_[0-9a-f]{26})$")]
    private static partial Regex Id();
}
