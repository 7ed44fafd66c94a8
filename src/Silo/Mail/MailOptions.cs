namespace Luxe.Silo.Mail;

/// <summary>How letters leave the house.</summary>
public sealed record MailOptions
{
    /// <summary>The environment variable of <see cref="Server"/>.</summary>
    public const string ServerVariable = "LUXE_SMTP";

    /// <summary>The environment variable of <see cref="From"/>.</summary>
    public const string FromVariable = "LUXE_MAIL_FROM";

    /// <summary>The environment variable of <see cref="PublicUrl"/>.</summary>
    public const string PublicUrlVariable = "LUXE_PUBLIC_URL";

    /// <summary>
    /// The server that takes them: <c>smtp://host:25</c>, or <c>smtps://user:password@host:587</c> for STARTTLS and a sign-in.
    /// Null: they are put into the folder <c>outbox</c> of the house's data, a file each, for a day.
    /// </summary>
    public Uri? Server { get; init; }

    /// <summary>The sender.</summary>
    public string From { get; init; } = "Luxe <preferences@luxe.invalid>";

    /// <summary>The address under which clients reach the house, for links in letters; null: the one it listens on. Never what a request claims it to be.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The options that an environment states.</summary>
    /// <param name="variable">Gives a variable's value, or null.</param>
    /// <exception cref="ArgumentException">A value is no address of its kind. The message names the variable; a server's value is left out, because it may hold a password.</exception>
    public static MailOptions Read(Func<string, string?> variable) => new()
    {
        Server = variable(ServerVariable) is { Length: > 0 } server
            ? Address(server, ["smtp", "smtps"]) ?? throw new ArgumentException($"{ServerVariable} must be smtp://host:port or smtps://user:password@host:port.")
            : null,
        From = variable(FromVariable) is not { Length: > 0 } from ? new MailOptions().From
            : System.Net.Mail.MailAddress.TryCreate(from, out _) ? from
            : throw new ArgumentException($"{FromVariable} must be an e-mail address, not '{from}'."),
        PublicUrl = variable(PublicUrlVariable) is { Length: > 0 } url
            ? Address(url, ["http", "https"]) ?? throw new ArgumentException($"{PublicUrlVariable} must be an http or https address, not '{url}'.")
            : null,
    };

    private static Uri? Address(string text, string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) && address.Host.Length > 0 ? address : null;
}
