using System.Net.Mail;

namespace Luxe.Silo.Mail;

/// <summary>Puts letters into a folder, a file each, for houses without a server: a demo, a test, a mail system that collects them. Nobody keeps them longer than a day.</summary>
internal sealed class FolderLetterbox(MailOptions options, string folder, TimeProvider time) : ILetterbox
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task SendAsync(Letter letter, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        Sweep();
        using var client = new SmtpClient
        {
            DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
            PickupDirectoryLocation = Path.GetFullPath(folder),
            DeliveryFormat = SmtpDeliveryFormat.International,
        };
        using var message = SmtpLetterbox.Message(letter, options);
        await client.SendMailAsync(message, cancellation);
    }

    private void Sweep()
    {
        var end = time.GetUtcNow() - Kept;
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml").Where(file => File.GetLastWriteTimeUtc(file) < end.UtcDateTime))
        {
            File.Delete(file);
        }
    }
}
