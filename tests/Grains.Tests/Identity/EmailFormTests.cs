using Luxe.Grains.Identity;

namespace Luxe.Grains.Tests.Identity;

public sealed class EmailFormTests
{
    [Theory]
    [InlineData(" Alex.Morgan@Example.COM ", "alex.morgan@example.com")]
    [InlineData("ele\u0301onore@example.com", "el\u00e9onore@example.com")]
    [InlineData("\u200Balex@example.com\u00a0", "alex@example.com")]
    [InlineData("\uff41\uff4c\uff45\uff58\uff20example.com", "alex@example.com")]
    [InlineData("alex@example.com.", "alex@example.com")]
    [InlineData("mailto:alex@example.com", "alex@example.com")]
    [InlineData("Alex Morgan <Alex@Example.com>", "alex@example.com")]
    [InlineData("alex@b\u00fccher.example", "alex@xn--bcher-kva.example")]
    [InlineData("alex@BU\u0308CHER.example", "alex@xn--bcher-kva.example")]
    [InlineData("alex@XN--BCHER-KVA.example", "alex@xn--bcher-kva.example")]
    [InlineData("alex@\u4f8b\u3048\u3002\u30c6\u30b9\u30c8", "alex@xn--r8jz45g.xn--zckzah")]
    [InlineData("\"odd@local\"@example.com", "\"odd@local\"@example.com")]
    [InlineData("o'hara_7%x@sub.example.co.uk", "o'hara_7%x@sub.example.co.uk")]
    public void Of_AnAddressInManyForms_IsOne(string written, string form) => Assert.Equal(form, EmailForm.Of(written, new IdentityOptions()));

    [Theory]
    [InlineData("e")]
    [InlineData("alex@")]
    [InlineData("@example.com")]
    [InlineData("alex@localhost")]
    [InlineData("alex@.com")]
    [InlineData("alex morgan@example.com")]
    [InlineData("alex@exa mple.com")]
    [InlineData("none")]
    [InlineData("<>")]
    public void Of_WhatCannotBeAnAddress_IsNull(string written) => Assert.Null(EmailForm.Of(written, new IdentityOptions()));

    [Theory]
    [InlineData("a.lex+shop@gmail.com", "alex@gmail.com")]
    [InlineData("A.Lex@GoogleMail.com", "alex@gmail.com")]
    [InlineData("alex+shop@outlook.com", "alex@outlook.com")]
    [InlineData("al.ex+shop@icloud.com", "al.ex@icloud.com")]
    [InlineData("alex+shop@maison.example", "alex+shop@maison.example")]
    [InlineData("a.lex@maison.example", "a.lex@maison.example")]
    [InlineData("+alex@gmail.com", "+alex@gmail.com")]
    public void Of_Variants_AreUnitedOnlyWhereTheProviderSaysSo(string written, string form) => Assert.Equal(form, EmailForm.Of(written, new IdentityOptions()));

    [Theory]
    [InlineData(MailboxVariants.KeepApart, MailboxVariants.KeepApart, "a.lex+shop@gmail.com")]
    [InlineData(MailboxVariants.KeepApart, MailboxVariants.KnownProviders, "alex+shop@gmail.com")]
    [InlineData(MailboxVariants.Unite, MailboxVariants.KeepApart, "a.lex@gmail.com")]
    public void Of_OtherPolicies_AreFollowed(MailboxVariants plus, MailboxVariants dots, string form) =>
        Assert.Equal(form, EmailForm.Of("a.lex+shop@gmail.com", new IdentityOptions { PlusAddressing = plus, Dots = dots }));

    [Fact]
    public void Of_PlusUnitedEverywhere_CutsIt() =>
        Assert.Equal("alex@maison.example", EmailForm.Of("alex+shop@maison.example", new IdentityOptions { PlusAddressing = MailboxVariants.Unite }));
}
