using Luxe.ClientelingApp.Preferences;
using Luxe.Contracts.Access;
using Luxe.Contracts.Doors;
using Luxe.Contracts.Identity;
using Luxe.Grains.Doors;
using Luxe.Storage;

namespace Luxe.Silo.Mail;

/// <summary>
/// Answers requests for a link by e-mail, apart from those who ask: whether an address is known shows in no answer and no answer's time.
/// Also takes out links that are long over, once a day.
/// </summary>
internal sealed partial class LinkPostman(LinkAsks asks, IGrainFactory grains, ILetterbox letterbox, LinkAddress address, IClientLinks links, TimeProvider time, ILogger<LinkPostman> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(AnswerAsync(stoppingToken), SweepAsync(stoppingToken));

    private async Task AnswerAsync(CancellationToken stopping)
    {
        await foreach (var ask in asks.ReadAsync(stopping))
        {
            try
            {
                await AnswerAsync(ask, stopping);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // What a mail server says may quote the address: its kind alone is told.
                LogNotSent(fault.GetType().FullName);
            }
        }
    }

    private async Task AnswerAsync(LinkAsk ask, CancellationToken stopping)
    {
        if (await grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Find(ask.Email) is not { } customer)
        {
            return;
        }

        var link = await grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key).Open(customer, DoorChannels.Mail, new Viewer(customer, ViewerRole.Client, "preferences"));
        var words = PreferenceWords.For(ask.Locale);
        await letterbox.SendAsync(new Letter(ask.Email.Value, words.LetterSubject, words.LetterText(address.Of(link))), stopping);
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await links.DeleteEndedBeforeAsync(time.GetUtcNow() - Interval, stopping);
            }
            catch (StorageException fault)
            {
                LogNotSwept(fault.GetType().FullName);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    [LoggerMessage(3330, LogLevel.Warning, "{Fault} while a link was sent; who asked may ask again")]
    private partial void LogNotSent(string? fault);

    [LoggerMessage(3331, LogLevel.Warning, "{Fault} while links that are over were taken out; the next day tries again")]
    private partial void LogNotSwept(string? fault);
}
