using System.Net;
using System.Net.Mail;
using System.Text;

namespace Luxe.Silo.Mail;

/// <summary>Hands letters to an SMTP server, each over a connection of its own: they are few.</summary>
internal sealed class SmtpLetterbox(MailOptions options) : ILetterbox
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Uri _server = options.Server ?? throw new ArgumentException("No server is stated.", nameof(options));

    public async Task SendAsync(Letter letter, CancellationToken cancellation)
    {
        using var client = new SmtpClient(_server.Host, _server.Port < 0 ? (IsSecure ? 587 : 25) : _server.Port)
        {
            EnableSsl = IsSecure,
            DeliveryFormat = SmtpDeliveryFormat.International,
        };
        if (_server.UserInfo.Split(':', 2) is [var user, var password])
        {
            client.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var message = Message(letter, options);
        await client.SendMailAsync(message, patience.Token);
    }

    private bool IsSecure => _server.Scheme == "smtps";

    internal static MailMessage Message(Letter letter, MailOptions options) => new(new MailAddress(options.From), new MailAddress(letter.To))
    {
        Subject = letter.Subject,
        SubjectEncoding = Encoding.UTF8,
        Body = letter.Text,
        BodyEncoding = Encoding.UTF8,
        BodyTransferEncoding = System.Net.Mime.TransferEncoding.Base64,
        Headers = { { "Auto-Submitted", "auto-generated" } },
    };
}
