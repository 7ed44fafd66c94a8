using System.Net;
using System.Text.RegularExpressions;
using Luxe.ClientelingApp.Tests.House;

namespace Luxe.ClientelingApp.Tests.Preferences;

/// <summary>A browser's manners without a browser: keeps cookies where a fact can take them away, does not follow redirects.</summary>
internal sealed partial class ClientVisitor : IDisposable
{
    private readonly Uri _url;

    public ClientVisitor(Uri url, string? language = null)
    {
        _url = url;
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = url };
        if (language is not null)
        {
            Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        }
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    /// <summary>A page's status and where it leads.</summary>
    public async Task<(HttpStatusCode Status, string? To)> Get(string path)
    {
        using var answer = await Http.GetAsync(path);
        return (answer.StatusCode, answer.Headers.Location is { } to ? To(to) : null);
    }

    /// <summary>Posts a form of the page that stands at <paramref name="page"/>; says where the answer leads, or its status.</summary>
    public async Task<string> Post(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = TokenInput().Match(await Http.GetStringAsync(page)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields.Select(static f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create(AppHouse.TokenField, token)]);
        using var answer = await Http.PostAsync(path, form);
        return answer.Headers.Location is { } to ? To(to) : answer.StatusCode.ToString();
    }

    public void Drop(string cookie, string path = "/")
    {
        foreach (Cookie held in Cookies.GetCookies(new Uri(_url, path)))
        {
            held.Expired |= held.Name == cookie;
        }
    }

    public void Dispose() => Http.Dispose();

    private static string To(Uri to) => to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenInput();
}
