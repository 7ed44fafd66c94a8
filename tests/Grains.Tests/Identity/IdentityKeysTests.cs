using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;

namespace Luxe.Grains.Tests.Identity;

public sealed class IdentityKeysTests
{
    private const string Salt = "a salt of sixteen+";

    [Theory]
    [InlineData(IdentityKind.Email, " Alex.Morgan@Example.COM ", "alex.morgan@example.com")]
    [InlineData(IdentityKind.Email, "ele\u0301onore@example.com", "el\u00e9onore@example.com")]
    [InlineData(IdentityKind.Email, "\u200Balex@example.com\u00a0", "alex@example.com")]
    [InlineData(IdentityKind.Phone, "+33 (0)1 23-45.67 89", "+33123456789")]
    [InlineData(IdentityKind.Phone, "0033 1 23 45 67 89", "+33123456789")]
    [InlineData(IdentityKind.Phone, "01 23 45 67 89", "0123456789")]
    [InlineData(IdentityKind.Phone, "\uff0b\uff13\uff13 1", "+331")]
    [InlineData(IdentityKind.Card, "lx 0001-2345 abc", "LX00012345ABC")]
    [InlineData(IdentityKind.UserId, " User 7 ", "User 7")]
    public void Normalise_OneTokenInManyForms_IsOneToken(IdentityKind kind, string written, string normal) =>
        Assert.Equal(normal, IdentityKeys.Normalise(new IdentityToken(kind, written)));

    [Theory]
    [InlineData(IdentityKind.Email, "  ")]
    [InlineData(IdentityKind.Phone, "n/a")]
    [InlineData(IdentityKind.Card, " - ")]
    public void KeyFor_NothingLeft_IsNull(IdentityKind kind, string written) => Assert.Null(IdentityKeys.KeyFor(new IdentityToken(kind, written), Salt));

    [Fact]
    public void KeyFor_KindOrSaltDiffers_Differs()
    {
        var card = IdentityKeys.KeyFor(new IdentityToken(IdentityKind.Card, "42"), Salt)!;

        Assert.Matches("^[0-9a-f]{64}$", card);
        Assert.NotEqual(card, IdentityKeys.KeyFor(new IdentityToken(IdentityKind.UserId, "42"), Salt));
        Assert.NotEqual(card, IdentityKeys.KeyFor(new IdentityToken(IdentityKind.Card, "42"), Salt + "x"));
        Assert.Equal(card, IdentityKeys.KeyFor(new IdentityToken(IdentityKind.Card, " 4-2"), Salt));
    }

    [Fact]
    public void KeyFor_BrokenUnicode_DoesNotThrow() => Assert.NotNull(IdentityKeys.KeyFor(new IdentityToken(IdentityKind.UserId, "a\ud800b"), Salt));
}
