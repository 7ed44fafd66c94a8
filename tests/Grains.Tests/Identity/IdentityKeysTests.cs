using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;

namespace Luxe.Grains.Tests.Identity;

public sealed class IdentityKeysTests
{
    private const string Salt = "a salt of sixteen+";

    private static readonly IdentityKeys Keys = new(Salt, new IdentityOptions());

    [Theory]
    [InlineData(IdentityKind.Card, "lx 0001-2345 abc", "LX00012345ABC")]
    [InlineData(IdentityKind.Card, "LX\u20130001\u00a02345\u2212abc", "LX00012345\u2212ABC")]
    [InlineData(IdentityKind.Card, "\uff2c\uff380001", "LX0001")]
    [InlineData(IdentityKind.UserId, " User 7 ", "User 7")]
    [InlineData(IdentityKind.UserId, "cafe\u0301", "caf\u00e9")]
    [InlineData(IdentityKind.AnonymousId, "\u200b507f191e810c19729de860ea", "507f191e810c19729de860ea")]
    [InlineData(IdentityKind.Device, "7D1C9B2E-55A0-4C1B-9C5E-0A1B2C3D4E5F", "7d1c9b2e-55a0-4c1b-9c5e-0a1b2c3d4e5f")]
    public void Normalise_OneTokenInManyForms_IsOneToken(IdentityKind kind, string written, string normal) =>
        Assert.Equal(normal, Keys.Normalise(new IdentityToken(kind, written)));

    [Theory]
    [InlineData(IdentityKind.Email, "  ")]
    [InlineData(IdentityKind.Phone, "n/a")]
    [InlineData(IdentityKind.Card, " - ")]
    [InlineData(IdentityKind.UserId, "undefined")]
    [InlineData(IdentityKind.UserId, "[object Object]")]
    [InlineData(IdentityKind.AnonymousId, "NULL")]
    [InlineData(IdentityKind.Device, "00000000-0000-0000-0000-000000000000")]
    public void KeyFor_WhatStandsForNobody_IsNull(IdentityKind kind, string written) => Assert.Null(Keys.KeyFor(new IdentityToken(kind, written)));

    [Fact]
    public void KeyFor_LongerThanAnyToken_IsNull() => Assert.Null(Keys.KeyFor(new IdentityToken(IdentityKind.UserId, new string('\u4eba', 513))));

    [Fact]
    public void KeyFor_LongestToken_HasAKey() => Assert.NotNull(Keys.KeyFor(new IdentityToken(IdentityKind.UserId, new string('\u4eba', 512))));

    [Fact]
    public void KeyFor_KindOrSaltDiffers_Differs()
    {
        var card = Keys.KeyFor(new IdentityToken(IdentityKind.Card, "42"))!;

        Assert.Matches("^[0-9a-f]{64}$", card);
        Assert.NotEqual(card, Keys.KeyFor(new IdentityToken(IdentityKind.UserId, "42")));
        Assert.NotEqual(card, new IdentityKeys(Salt + "x", new IdentityOptions()).KeyFor(new IdentityToken(IdentityKind.Card, "42")));
        Assert.Equal(card, Keys.KeyFor(new IdentityToken(IdentityKind.Card, " 4-2")));
    }

    [Fact]
    public void KeyFor_ManyThreadsAndSalts_EachGetsTheKeyOfItsOwn()
    {
        var tokens = Enumerable.Range(0, 200).Select(static i => new IdentityToken(IdentityKind.UserId, $"user {i}")).ToArray();
        var others = new IdentityKeys("another salt, as long", new IdentityOptions());
        var alone = tokens.Select(token => (Keys.KeyFor(token), others.KeyFor(token))).ToArray();

        Parallel.For(0, 20_000, i => Assert.Equal(alone[i % 200], (Keys.KeyFor(tokens[i % 200]), others.KeyFor(tokens[i % 200]))));
    }

    [Fact]
    public void KeyFor_BrokenUnicode_DoesNotThrow() => Assert.NotNull(Keys.KeyFor(new IdentityToken(IdentityKind.UserId, "a\ud800b")));

    [Theory]
    [InlineData("ZZ")]
    [InlineData("")]
    [InlineData("France")]
    public void Validate_DefaultCountryUnknown_NamesIt(string country) =>
        Assert.Contains(nameof(IdentityOptions.DefaultCountry), Assert.Throws<ArgumentException>(new IdentityOptions { DefaultCountry = country }.Validate).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_DotsUnitedEverywhere_IsRefused() =>
        Assert.Throws<ArgumentException>(new IdentityOptions { Dots = MailboxVariants.Unite }.Validate);
}
