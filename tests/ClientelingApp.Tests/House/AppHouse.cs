using System.Net;
using System.Text.RegularExpressions;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Stores;
using Luxe.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Tests.House;

/// <summary>The whole house in this process, outside Development, on a free port and a SQLite file of its own, with one member of staff per role.</summary>
public sealed partial class AppHouse : IAsyncLifetime
{
    public const string Password = "quiet-luxury";
    public const string Store = "paris";
    public const string Associate = "camille";

    private readonly string _data = Directory.CreateTempSubdirectory("luxe-app-").FullName;
    private WebApplication? _app;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _app!.Services;

    public Uri Url { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = _data });
        await _app.StartAsync();
        Url = new Uri(_app.Urls.First());
        await Grains.GetGrain<IStoreGrain>(Store).Put(new StoreRecord(Store, "Rue Saint-Honoré", "Paris", "FR", "Europe/Paris", "EUR", TimeSpan.FromMinutes(10)));
        await Grains.GetGrain<IAssociateGrain>(Associate).Put(new AssociateRecord(Associate, "Camille Aubert", Store, ["fr"]));
        await Sign("associate", Associate, ViewerRole.Associate, Store);
        await Sign("manager", "helene", ViewerRole.Manager, Store);
        await Sign("office", "sarah", ViewerRole.HeadOffice, null);
        await Sign("privacy", "noor", ViewerRole.PrivacyOfficer, null);
    }

    public async Task DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>A browser's manners without a browser: keeps cookies, does not follow redirects.</summary>
    public HttpClient Visitor() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Url };

    /// <summary>A visitor who has signed in.</summary>
    public async Task<HttpClient> SignedIn(string user)
    {
        var visitor = Visitor();
        using var answer = await SignIn(visitor, user, Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    public static async Task<HttpResponseMessage> SignIn(HttpClient visitor, string user, string password)
    {
        var fields = new Dictionary<string, string> { ["user"] = user, ["password"] = password, [TokenField] = await Token(visitor, "/signin") };
        using var form = new FormUrlEncodedContent(fields);
        return await visitor.PostAsync("/signin/submit", form);
    }

    /// <summary>The anti-forgery token of a page's form.</summary>
    public static async Task<string> Token(HttpClient visitor, string page) => TokenInput().Match(await visitor.GetStringAsync(page)).Groups[1].Value;

    public const string TokenField = "__RequestVerificationToken";

    private Task Sign(string user, string staff, ViewerRole role, string? store) =>
        Grains.GetGrain<IAccountGrain>(user).Put(new AccountRecord(user, staff, user, role, store), Password);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenInput();
}

/// <summary>One house for the tests that live in it side by side.</summary>
[CollectionDefinition(Name)]
public sealed class AppHouseCollection : ICollectionFixture<AppHouse>
{
    public const string Name = "app house";
}
