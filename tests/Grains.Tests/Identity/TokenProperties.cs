using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;

namespace Luxe.Grains.Tests.Identity;

/// <summary>What holds for every token there is.</summary>
public sealed class TokenProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000);

    private static readonly IdentityKeys Keys = new("a salt of sixteen+", new IdentityOptions { DefaultCountry = "FR" });

    // Letters with several forms, signs that cannot be seen, halves of pairs, digits of four scripts: where normal forms go wrong.
    private static readonly char[] Alphabet = [.. "aAzZ09 @@..++--()/xX\u00e9\u0301\u0130\u0131\u00df\u1e9e\u017f\ufb01\uff21\uff11\u0661\u0967\u200b\u200d\u00ad\u00a0\u3000\u2013\ufeff\u0000\u001f\ud83d\ude00\u1100\u1161\u11a8\u03a3\u03c2\u212b\u2126\u3002<>:;,#"];

    private static readonly string[] Seeds = ["alex@example.com", "Alex@Gmail.com", "+33123456789", "0612345678", "LX-0001", "7d1c9b2e-55a0", "\u00e9l\u00e9onore@b\u00fccher.example", "+442079460958"];

    [Fact]
    public void Normalise_OfANormalForm_ChangesNothing() => Check.One(Many, Prop.ForAll(Tokens(), static token =>
        Keys.Normalise(token) is not { } form || Keys.Normalise(token with { Value = form }) == form));

    [Fact]
    public void KeyFor_OfATokenInItsNormalForm_IsTheSame() => Check.One(Many, Prop.ForAll(Tokens(), static token =>
        Keys.Normalise(token) is not { } form || Keys.KeyFor(token) == Keys.KeyFor(token with { Value = form })));

    [Fact]
    public void KeyFor_WithNoiseOfForm_NeverChanges() => Check.One(Many, Prop.ForAll(Noisy(), static pair =>
        Keys.KeyFor(pair.Plain) == Keys.KeyFor(pair.Noisy)));

    private static Arbitrary<IdentityToken> Tokens() => (
        from kind in Gen.Elements(Enum.GetValues<IdentityKind>())
        from seed in Gen.Elements(Seeds)
        from text in Gen.Elements(Alphabet).ArrayOf()
        from useSeed in Gen.Elements(true, false)
        from at in Gen.Choose(0, seed.Length)
        select new IdentityToken(kind, useSeed ? seed.Insert(at, new string(text)) : new string(text))).ToArbitrary();

    /// <summary>A token, and the same one as a hand or a system may also write it.</summary>
    private static Arbitrary<(IdentityToken Plain, IdentityToken Noisy)> Noisy() => (
        from kind in Gen.Elements(IdentityKind.Email, IdentityKind.Phone, IdentityKind.Card, IdentityKind.Device)
        from number in Gen.Choose(100_000_000, 699_999_999)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (Plain(kind, number), new IdentityToken(kind, Disturb(kind, Plain(kind, number).Value, new Random(seed))))).ToArbitrary();

    private static IdentityToken Plain(IdentityKind kind, int number) => new(kind, kind switch
    {
        IdentityKind.Email => $"l\u00e9a{number}@example.com",
        IdentityKind.Phone => $"+33{number}",
        IdentityKind.Card => $"LX{number}A",
        _ => $"ab{number}cd",
    });

    private static string Disturb(IdentityKind kind, string text, Random random)
    {
        var noisy = new StringBuilder();
        foreach (var c in random.Next(2) == 0 ? text : text.Normalize(NormalizationForm.FormD))
        {
            noisy.Append(random.Next(2) == 0 ? c : char.IsAsciiDigit(c) && random.Next(2) == 0 ? (char)(c - '0' + '\uff10') : char.ToUpperInvariant(c));
            if (random.Next(4) == 0)
            {
                noisy.Append(kind is IdentityKind.Phone or IdentityKind.Card ? " -\u00a0\u2013\u200b"[random.Next(5)] : '\u200b');
            }
        }

        var form = noisy.ToString();
        if (kind == IdentityKind.Phone && form.StartsWith('+'))
        {
            form = random.Next(3) switch { 0 => form, 1 => "00" + form[1..], _ => "tel:" + form };
        }

        return random.Next(2) == 0 ? form : $" {form}\u00a0";
    }
}
