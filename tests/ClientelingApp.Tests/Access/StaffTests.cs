using System.Security.Claims;
using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Access;

namespace Luxe.ClientelingApp.Tests.Access;

public sealed class StaffTests
{
    [Theory]
    [InlineData(ViewerRole.Associate, "paris", "/today")]
    [InlineData(ViewerRole.Manager, "paris", "/floor")]
    [InlineData(ViewerRole.HeadOffice, null, "/journeys")]
    [InlineData(ViewerRole.PrivacyOfficer, null, "/privacy")]
    public void From_APrincipalOfAnAccount_IsTheSamePerson(ViewerRole role, string? store, string home)
    {
        var staff = Staff.From(Staff.Principal(new AccountRecord("u", "a_1", "Camille Laurent", role, store)));
        Assert.Equal(new Staff("a_1", "Camille Laurent", role, store, "u"), staff);
        Assert.Equal(home, staff!.Home);
    }

    [Theory]
    [InlineData(ViewerRole.Client)]
    [InlineData(ViewerRole.Integration)]
    public void Principal_OfARoleThatHasNoPage_IsNone(ViewerRole role) =>
        Assert.Null(Staff.Principal(new AccountRecord("u", "x", "x", role, null)));

    [Fact]
    public void From_SomebodyNotSignedIn_IsNobody()
    {
        Assert.Null(Staff.From(null));
        Assert.Null(Staff.From(new ClaimsPrincipal(new ClaimsIdentity())));
    }
}
