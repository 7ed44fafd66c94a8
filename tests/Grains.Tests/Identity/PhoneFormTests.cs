using Luxe.Grains.Identity;

namespace Luxe.Grains.Tests.Identity;

public sealed class PhoneFormTests
{
    [Theory]
    // International, however it is spaced, and whatever is dialled for it.
    [InlineData("+33 1 23 45 67 89", null, "+33123456789")]
    [InlineData("+33 (0)1 23-45.67 89", null, "+33123456789")]
    [InlineData("0033 1 23 45 67 89", null, "+33123456789")]
    [InlineData("00 33 (0) 1 23 45 67 89", null, "+33123456789")]
    [InlineData("+0033 123456789", null, "+33123456789")]
    [InlineData("\uff0b\uff13\uff13 1 23 45 67 89", null, "+33123456789")]
    [InlineData("tel:+33-1-23-45-67-89", null, "+33123456789")]
    [InlineData("011 33 1 23 45 67 89", "US", "+33123456789")]
    [InlineData("010 33 1 23 45 67 89", "JP", "+33123456789")]
    [InlineData("0011 33 1 23 45 67 89", "AU", "+33123456789")]
    [InlineData("8~10 33 1 23 45 67 89", "TJ", "+33123456789")]
    [InlineData("810 33 1 23 45 67 89", "RU", "+33123456789")]
    [InlineData("00 376 612 345", "IT", "+376612345")]
    // National, by the country it is from.
    [InlineData("01 23 45 67 89", "FR", "+33123456789")]
    [InlineData("01.23.45.67.89", "fr", "+33123456789")]
    [InlineData("612345678", "FR", "+33612345678")]
    [InlineData("33612345678", "FR", "+33612345678")]
    [InlineData("020 7946 0958", "GB", "+442079460958")]
    [InlineData("+44 (0)20 7946 0958", null, "+442079460958")]
    [InlineData("07700 900123", "GB", "+447700900123")]
    [InlineData("(212) 555-0123", "US", "+12125550123")]
    [InlineData("1-212-555-0123", "US", "+12125550123")]
    [InlineData("+1.416.555.0199", null, "+14165550199")]
    [InlineData("416/555/0199", "CA", "+14165550199")]
    [InlineData("030 12345678", "DE", "+493012345678")]
    [InlineData("4930123456", "DE", "+4930123456")]
    [InlineData("06 698 12345", "IT", "+390669812345")]
    [InlineData("+39 06 698 12345", null, "+390669812345")]
    [InlineData("347 123 4567", "IT", "+393471234567")]
    [InlineData("8 (495) 123-45-67", "RU", "+74951234567")]
    [InlineData("+7 800 555 35 35", null, "+78005553535")]
    [InlineData("8 701 123 45 67", "KZ", "+77011234567")]
    [InlineData("06 1 234 5678", "HU", "+3612345678")]
    [InlineData("03-1234-5678", "JP", "+81312345678")]
    [InlineData("090-1234-5678", "JP", "+819012345678")]
    [InlineData("138 0013 8000", "CN", "+8613800138000")]
    [InlineData("010-1234-5678", "KR", "+821012345678")]
    [InlineData("2123 4567", "HK", "+85221234567")]
    [InlineData("6123 4567", "SG", "+6561234567")]
    [InlineData("050 123 4567", "AE", "+971501234567")]
    [InlineData("\u0660\u0665\u0660 \u0661\u0662\u0663 \u0664\u0665\u0666\u0667", "AE", "+971501234567")]
    [InlineData("0412 345 678", "AU", "+61412345678")]
    [InlineData("044 668 18 00", "CH", "+41446681800")]
    [InlineData("91 123 45 67 89", "IN", null)]
    [InlineData("098765 43210", "IN", "+919876543210")]
    [InlineData("01 55 1234 5678", "MX", "+525512345678")]
    [InlineData("+52 1 55 1234 5678", null, "+525512345678")]
    [InlineData("011 15 1234-5678", "AR", "+5491112345678")]
    [InlineData("+54 9 11 1234-5678", null, "+5491112345678")]
    [InlineData("0351 15 123-4567", "AR", "+5493511234567")]
    [InlineData("0 15 11 98765-4321", "BR", "+5511987654321")]
    [InlineData("(11) 98765-4321", "BR", "+5511987654321")]
    [InlineData("07 12 34 56 78", "CI", "+2250712345678")]
    [InlineData("8 017 123 45 67", "BY", "+375171234567")]
    [InlineData("80 17 123 45 67", "BY", "+375171234567")]
    // Extensions are of the house that answers.
    [InlineData("+33 1 23 45 67 89 x12", null, "+33123456789")]
    [InlineData("+33 1 23 45 67 89 poste 12", null, "+33123456789")]
    [InlineData("(212) 555-0123 ext. 7", "US", "+12125550123")]
    [InlineData("+1 212 555 0123;ext=7", null, "+12125550123")]
    [InlineData("+1 212 555 0123,,7#", null, "+12125550123")]
    [InlineData("+7 495 123-45-67 \u0434\u043e\u0431. 12", null, "+74951234567")]
    // What cannot be a number, or may be many.
    [InlineData("", "FR", null)]
    [InlineData("n/a", "FR", null)]
    [InlineData("+", null, null)]
    [InlineData("1", "US", null)]
    [InlineData("01 23 45 67 89", null, null)]
    [InlineData("+999 12 34 56", null, null)]
    [InlineData("+0 12 34 56", null, null)]
    [InlineData("+33 1 23 45", null, null)]
    [InlineData("+33 0 23 45 67 8", null, null)]
    [InlineData("+33 1 23 45 67 89 01", null, null)]
    [InlineData("0000000000", "FR", null)]
    [InlineData("9999999999", "US", null)]
    [InlineData("(012) 555-0123", "US", null)]
    [InlineData("(212) 155-0123", "US", null)]
    [InlineData("1-800-FLOWERS", "US", null)]
    [InlineData("alex@example.com", "US", null)]
    [InlineData("+33 1 23 45 67 89 or +33 6 12", null, "+33123456789")]
    [InlineData("123456789012345678901234567890", "US", null)]
    [InlineData("01 23 45 67 89", "XX", null)]
    public void Write_AsPeopleWriteIt_IsE164OrNothing(string written, string? country, string? number) => Assert.Equal(number, Form(written, country));

    [Fact]
    public void Countries_All_HaveSoundPlans()
    {
        string[] isos = [.. from a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" from b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" select $"{a}{b}"];
        var known = isos.Select(Countries.Find).OfType<Country>().ToArray();

        Assert.True(known.Length >= 235, $"{known.Length} countries");
        Assert.All(known, static country =>
        {
            Assert.InRange(country.Min, 4, country.Max);
            Assert.InRange(country.Code.Length + country.Max, 7, 15);
            Assert.Equal(country.Code, Countries.OfInternational(country.Code + "123")!.Code);
        });
    }

    private static string? Form(string written, string? country)
    {
        Span<char> to = stackalloc char[PhoneForm.Longest];
        var length = PhoneForm.Write(written, country, to);
        return length == 0 ? null : new string(to[..length]);
    }
}
