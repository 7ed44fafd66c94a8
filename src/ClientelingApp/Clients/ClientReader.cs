using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Clients;

/// <summary>Reads a client as a member of staff may see her. Every read names its purpose and is in the access log.</summary>
public sealed partial class ClientReader(IGrainFactory grains)
{
    /// <summary>Her profile, or null: unknown and not allowed give the same answer.</summary>
    public Task<CustomerProfile?> Profile(Staff staff, string customerId, string purpose) => Profile(staff.For(purpose), customerId);

    /// <summary>Her profile as any viewer may see it, herself too.</summary>
    public Task<CustomerProfile?> Profile(Viewer viewer, string customerId) =>
        Views(customerId)?.GetProfile(viewer) ?? Task.FromResult<CustomerProfile?>(null);

    /// <summary>Her brief, or null where nothing may be shown.</summary>
    public Task<ClientBrief?> Brief(Viewer viewer, string customerId) =>
        Views(customerId)?.GetBrief(viewer) ?? Task.FromResult<ClientBrief?>(null);

    /// <summary>A page of her journey.</summary>
    public Task<JourneyPage> Journey(Staff staff, string customerId, string? after, int limit) =>
        Views(customerId)?.GetJourney(staff.For("journey"), after, limit) ?? Task.FromResult(new JourneyPage([], null));

    /// <summary>Her consent ledger, its hashes checked.</summary>
    public Task<LedgerView> Ledger(Staff staff, string customerId) => Ledger(staff.For("ledger"), customerId);

    /// <summary>Her consent ledger as any viewer may see it, herself too.</summary>
    public Task<LedgerView> Ledger(Viewer viewer, string customerId) =>
        Views(customerId)?.GetLedger(viewer) ?? Task.FromResult(LedgerView.Empty);

    /// <summary>What she allows now.</summary>
    public Task<ConsentView> Consent(string customerId) =>
        Views(customerId)?.GetConsent() ?? Task.FromResult(ConsentView.Undecided);

    /// <summary>Whether a text can be a customer id at all.</summary>
    public static bool IsId(string? text) => text is not null && CustomerId().IsMatch(text);

    /// <summary>Addresses are typed by people: what cannot be an id never wakes a grain.</summary>
    private ICustomerViews? Views(string customerId) =>
        CustomerId().IsMatch(customerId) ? grains.GetGrain<ICustomerViews>(customerId) : null;

    [GeneratedRegex("^c_[0-9A-Za-z_-]{1,64}$")]
    private static partial Regex CustomerId();
}
