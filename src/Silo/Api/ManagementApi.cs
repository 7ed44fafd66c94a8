using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Silo.Http;
using Microsoft.AspNetCore.Mvc;

namespace Luxe.Silo.Api;

/// <summary>The management API: every address under <c>/api</c>, for systems of the maison, with scoped Bearer keys.</summary>
public static class ManagementApi
{
    private const int BodyBytes = 1024 * 1024;

    /// <summary>Registers what the management API needs.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="demo">With the demo's write key and management key.</param>
    public static IServiceCollection AddManagementApi(this IServiceCollection services, bool demo)
    {
        services.AddHttpFace();
        services.ConfigureHttpJsonOptions(options => ConfigureJson(options.SerializerOptions));
        services.AddSingleton<KeyRegister>();
        services.AddSingleton<ArrivalPace>();
        services.AddSingleton<InboxReader>();
        services.AddLuxeOpenApi();
        return services.AddHostedService(provider => new DemoKeys(provider.GetRequiredService<KeyRegister>(), demo));
    }

    /// <summary>Maps <c>/api/*</c> and <c>/openapi/v1.json</c>.</summary>
    public static WebApplication MapManagementApi(this WebApplication app)
    {
        app.UseHttpFace();
        var api = app.MapGroup("/api").WithMetadata(new RequestSizeLimitAttribute(BodyBytes)).DisableAntiforgery();
        CustomersApi.Map(api);
        ConsentApi.Map(api);
        ArrivalsApi.Map(api);
        StoresApi.Map(api);
        AssociatesApi.Map(api);
        ProductsApi.Map(api);
        KeysApi.Map(api);
        DeadLettersApi.Map(api);
        CandidatesApi.Map(api);
        MergesApi.Map(api);
        MasterKeysApi.Map(api);
        PolicyApi.Map(api);
        LedgerApi.Map(api);
        RightsApi.Map(api);
        LinksApi.Map(api);
        PrivacyApi.Map(api);
        app.MapOpenApi("/openapi/{documentName}.json");
        return app;
    }

    /// <summary>How the API writes JSON: camelCase, enums as words, nothing for null.</summary>
    internal static void ConfigureJson(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new PurposesJsonConverter());
        options.Converters.Add(new DataUsesJsonConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
