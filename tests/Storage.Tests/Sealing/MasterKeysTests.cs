namespace Luxe.Storage.Tests.Sealing;

public sealed class MasterKeysTests
{
    [Fact]
    public void Read_SeveralLines_WrapsWithTheLastAndUnwrapsWithAll()
    {
        var (one, two) = (MasterKeys.NewLine(1), MasterKeys.NewLine(2));
        var before = MasterKeys.Read(one);
        var after = MasterKeys.Read("# first\n" + one + "\n\n  " + two + "  \r\n");
        byte[] key = [.. Enumerable.Range(0, 32).Select(static number => (byte)number)];

        Assert.Equal((1, 2), (before.Newest, after.Newest));
        Assert.Equal(key, after.Unwrap("c", 1, before.Wrap("c", key)));
        Assert.Equal(key, after.Unwrap("c", 2, after.Wrap("c", key)));
        Assert.Equal(before.PrintOf(1), after.PrintOf(1));
        Assert.NotEqual(after.PrintOf(1), after.PrintOf(2));
        Assert.DoesNotContain(after.PrintOf(1), Convert.ToHexStringLower(Convert.FromBase64String(one.Split(' ')[1])), StringComparison.Ordinal);
    }

    [Fact]
    public void Unwrap_ForSomebodyElseOrUnderAnotherNumber_IsRefused()
    {
        var line = MasterKeys.NewLine(1);
        var masters = MasterKeys.Read(line);
        var renumbered = MasterKeys.Read("2" + line[1..]);
        var wrapped = masters.Wrap("c", new byte[32]);

        Assert.Throws<SealBrokenException>(() => masters.Unwrap("d", 1, wrapped));
        Assert.Throws<SealBrokenException>(() => renumbered.Unwrap("c", 2, wrapped));
        Assert.Throws<SealBrokenException>(() => MasterKeys.Read(MasterKeys.NewLine(1)).Unwrap("c", 1, wrapped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# none\n\n")]
    [InlineData("1")]
    [InlineData("0 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("-1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==")]
    [InlineData("1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==")]
    [InlineData("1 not-base-64-at-all-but-some-secret-of-somebody")]
    [InlineData("1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= more")]
    [InlineData("1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("2 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public void Read_BadText_SaysWhichLineAndNothingOfIt(string text)
    {
        var fault = Assert.Throws<FormatException>(() => MasterKeys.Read(text));

        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAEC", fault.Message, StringComparison.Ordinal);
    }
}
