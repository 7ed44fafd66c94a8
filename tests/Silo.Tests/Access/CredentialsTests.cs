using Luxe.Silo.Access;

namespace Luxe.Silo.Tests.Access;

public sealed class CredentialsTests
{
    [Theory]
    [InlineData("Basic ZGVtbzo=", "demo")]
    [InlineData("basic ZGVtbzo=", "demo")]
    [InlineData("Basic ZGVtbw==", "demo")]
    [InlineData("Basic ZGVtbzpzZWNyZXQ=", "demo")]
    [InlineData("Bearer demo-admin", "demo-admin")]
    [InlineData("Basic", null)]
    [InlineData("Basic !!!", null)]
    [InlineData("Basic Og==", null)]
    [InlineData("Bearer ", null)]
    [InlineData("Digest demo", null)]
    public void ReadKey_Header_IsTheUserNameOrTheToken(string header, string? key) => Assert.Equal(key, Credentials.ReadKey(header));

    [Fact]
    public void ReadKey_EndlessHeader_IsNone()
    {
        Assert.Null(Credentials.ReadKey("Bearer " + new string('x', 10_000)));
        Assert.Null(Credentials.ReadKey("Basic " + Convert.ToBase64String(new byte[10_000])));
    }

    [Fact]
    public void Hash_Demo_IsSha256InLowerCaseHex() =>
        Assert.Equal("2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea", ApiKeyText.Hash("demo"));
}
