namespace Luxe.Silo.Mail;

/// <summary>A letter.</summary>
/// <param name="To">The address. Kept by nobody once the letter is gone.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Plain text.</param>
public sealed record Letter(string To, string Subject, string Text);

/// <summary>Where letters go.</summary>
public interface ILetterbox
{
    /// <summary>Hands a letter over; completes when the server, or the disk, has taken it.</summary>
    /// <exception cref="System.Net.Mail.SmtpException">It was not taken.</exception>
    Task SendAsync(Letter letter, CancellationToken cancellation);
}
