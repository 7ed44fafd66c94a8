using Luxe.Silo.Mail;

namespace Luxe.Silo.Tests.Mail;

public sealed class MailOptionsTests
{
    [Fact]
    public void Read_OfAnEmptyEnvironment_PutsLettersIntoTheFolder()
    {
        var options = MailOptions.Read(static _ => null);
        Assert.Equal((null, null), (options.Server, options.PublicUrl));
    }

    [Fact]
    public void Read_OfAWholeOne_TakesIt()
    {
        var options = MailOptions.Read(Environment(("LUXE_SMTP", "smtps://me:p%40ss@mail.example:587"), ("LUXE_MAIL_FROM", "Maison <hello@maison.example>"), ("LUXE_PUBLIC_URL", "https://maison.example")));
        Assert.Equal("mail.example", options.Server!.Host);
        Assert.Equal("Maison <hello@maison.example>", options.From);
        Assert.Equal("https://maison.example/", options.PublicUrl!.ToString());
    }

    [Theory]
    [InlineData("LUXE_SMTP", "mail.example:25")]
    [InlineData("LUXE_SMTP", "smtp://")]
    [InlineData("LUXE_MAIL_FROM", "nobody")]
    [InlineData("LUXE_PUBLIC_URL", "maison.example")]
    [InlineData("LUXE_PUBLIC_URL", "javascript:alert(1)")]
    public void Read_OfABadValue_NamesItsVariable(string name, string value)
    {
        var fault = Assert.Throws<ArgumentException>(() => MailOptions.Read(Environment((name, value))));
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfABadServer_DoesNotSayItsPassword()
    {
        var fault = Assert.Throws<ArgumentException>(() => MailOptions.Read(Environment(("LUXE_SMTP", "ftp://me:secret@mail.example"))));
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    [InlineData(null, "http://*:5080", "http://localhost:5080/")]
    [InlineData(null, "http://0.0.0.0:5080;https://[::]:5081", "http://localhost:5080/")]
    [InlineData("https://maison.example", "http://*:5080", "https://maison.example/")]
    public void Address_OfLinks_IsStatedByTheHouse(string? stated, string listening, string expected) =>
        Assert.Equal(expected, LinkAddress.From(stated is null ? null : new Uri(stated), listening).Base.ToString());

    private static Func<string, string?> Environment(params (string Name, string Value)[] values) =>
        name => values.FirstOrDefault(value => value.Name == name).Value;
}
