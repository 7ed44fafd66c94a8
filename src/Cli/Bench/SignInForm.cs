using System.Net;
using System.Text.RegularExpressions;

namespace Luxe.Cli.Bench;

/// <summary>Signs in as a browser does: takes the page's anti-forgery token and posts the form.</summary>
internal static partial class SignInForm
{
    public static async Task PostAsync(HttpClient browser, string user, string password)
    {
        var page = await browser.GetStringAsync("signin");
        var token = Token().Match(page).Groups["value"].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["user"] = user,
            ["password"] = password,
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(token),
        });
        using var answer = await browser.PostAsync("signin/submit", form);
        if (answer.RequestMessage!.RequestUri!.Query.Contains("again", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"'{user}' could not sign in.");
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"")]
    private static partial Regex Token();
}
