using Microsoft.AspNetCore.Http;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>In which language her pages speak: what she chose, else what her device asks for.</summary>
internal static class PreferenceLocale
{
    private const string CookieName = "luxe.lang";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public static PreferenceWords Of(HttpContext http) =>
        PreferenceWords.Find(http.Request.Cookies[CookieName])
        ?? http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(static asked => asked.Quality ?? 1)
            .Select(static asked => PreferenceWords.Find(asked.Value.ToString()))
            .FirstOrDefault(static words => words is not null)
        ?? PreferenceWords.English;

    public static void Keep(HttpContext http, PreferenceWords words) => http.Response.Cookies.Append(CookieName, words.Tag, Options(http, Kept));

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(CookieName, Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? age) => new()
    {
        Path = ClientDoor.Home,
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        MaxAge = age,
        IsEssential = true,
    };
}
