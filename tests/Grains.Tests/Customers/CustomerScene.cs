using Luxe.Contracts.Access;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Customers;

/// <summary>What the tests of a client share.</summary>
public abstract class CustomerScene(GrainsCluster cluster)
{
    protected static readonly Viewer HeadOffice = new("ho-1", ViewerRole.HeadOffice, "journey");
    protected static readonly Viewer Associate = new("as-1", ViewerRole.Associate, "profile");
    protected static readonly Viewer Officer = new("po-1", ViewerRole.PrivacyOfficer, "audit");

    protected GrainsCluster Cluster => cluster;

    protected static DateTimeOffset Now => DateTimeOffset.UtcNow;

    protected static DateTimeOffset Instant() => Time.Instant.Trim(Now);
}
