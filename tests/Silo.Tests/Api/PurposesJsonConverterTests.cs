using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Silo.Api;
using Luxe.Silo.Problems;

namespace Luxe.Silo.Tests.Api;

public sealed class PurposesJsonConverterTests
{
    private static readonly JsonSerializerOptions Options = Make();

    [Fact]
    public void Read_NamedPurposes_AreOnAndTheRestOff() =>
        Assert.Equal(Purposes.InStoreRecognition | Purposes.Sms, JsonSerializer.Deserialize<Purposes>("""{"inStoreRecognition":true,"email":false,"sms":true}""", Options));

    [Theory]
    [InlineData("""{"everything":true}""", "purposes")]
    [InlineData("""{"email":"yes"}""", "purposes.email")]
    [InlineData("""{"none":true}""", "purposes")]
    public void Read_UnknownNameOrValue_IsRefusedByField(string json, string field) =>
        Assert.Equal(field, Assert.Throws<ProblemException>(() => JsonSerializer.Deserialize<Purposes>(json, Options)).Problem.Field);

    [Fact]
    public void Write_Any_NamesAllPurposes()
    {
        using var document = JsonDocument.Parse(JsonSerializer.Serialize(Purposes.Email, Options));
        Assert.Equal(["inStoreRecognition", "email", "sms", "messaging", "post", "phone", "shareWithStores", "shareWithBrands", "modelTraining"], document.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["email"], document.RootElement.EnumerateObject().Where(property => property.Value.GetBoolean()).Select(property => property.Name));
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions();
        ManagementApi.ConfigureJson(options);
        return options;
    }
}
