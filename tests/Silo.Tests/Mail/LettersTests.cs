using System.Text;
using System.Text.RegularExpressions;
using Luxe.Contracts.Doors;
using Luxe.Contracts.Identity;
using Luxe.Silo.Hosting;
using Luxe.Silo.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Silo.Tests.Mail;

/// <summary>From a typed address to an open door, through a real mail server where there is one.</summary>
public sealed partial class LettersTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("luxe-mail-").FullName;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Ask_ThroughAnSmtpServer_SendsTheKnownOneALinkThatOpens()
    {
        await using var server = await SmtpServer.StartAsync();
        if (server is null)
        {
            return; // No server of the distribution here; the folder's test stands.
        }

        await using var house = await StartAsync(new MailOptions { Server = new Uri($"smtp://127.0.0.1:{server.Port}"), PublicUrl = new Uri("https://maison.example"), From = "Maison <hello@maison.example>" });
        var grains = house.Services.GetRequiredService<IGrainFactory>();
        var customer = await grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Resolve([Email("mina@example.com")]);
        var door = grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key);

        await door.AskByMail(Email("nobody@example.com"), "en", "::1");
        await door.AskByMail(Email("Mina@Example.com"), "ja", "::1");

        var letter = await server.NextAsync();
        Assert.StartsWith("mina@example.com\n\n", letter, StringComparison.Ordinal);
        Assert.Contains("hello@maison.example", letter, StringComparison.Ordinal);
        var text = Text(letter);
        Assert.Contains("お客様専用のページ", text, StringComparison.Ordinal);
        Assert.Equal(customer, (await door.Enter(Link().Match(text).Groups[1].Value))!.CustomerId);
    }

    [Fact]
    public async Task Ask_WithoutAServer_LeavesTheLetterInTheOutbox()
    {
        await using var house = await StartAsync(new MailOptions { PublicUrl = new Uri("https://maison.example") });
        var grains = house.Services.GetRequiredService<IGrainFactory>();
        var customer = await grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Resolve([Email("mina@example.com")]);
        var door = grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key);
        var outbox = Directory.CreateDirectory(Path.Combine(_data, "outbox")).FullName;
        using var arrived = new FileSystemWatcher(outbox, "*.eml");
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        arrived.Created += (_, _) => first.TrySetResult();
        arrived.EnableRaisingEvents = true;

        await door.AskByMail(Email("mina@example.com"), "fr", "::1");
        await first.Task;
        await house.StopAsync(); // Ends after what it had in hand.

        var file = Assert.Single(Directory.GetFiles(outbox));
        Assert.DoesNotContain("mina", Path.GetFileName(file), StringComparison.OrdinalIgnoreCase);
        var letter = await File.ReadAllTextAsync(file);
        Assert.Contains("mina@example.com", letter, StringComparison.Ordinal);
        Assert.Matches(Link(), Text(letter));
        Assert.NotEmpty(customer);
    }

    [Fact]
    public async Task Ask_WhileTheServerIsAway_IsForgottenAndTheNextIsSent()
    {
        await using var server = await SmtpServer.StartAsync();
        if (server is null)
        {
            return;
        }

        var box = new FailingOnce(new SmtpLetterbox(new MailOptions { Server = new Uri($"smtp://127.0.0.1:{server.Port}") }));
        await using var house = await StartAsync(new MailOptions(), box);
        var grains = house.Services.GetRequiredService<IGrainFactory>();
        foreach (var address in (string[])["first@example.com", "second@example.com"])
        {
            await grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Resolve([Email(address)]);
            await grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key).AskByMail(Email(address), "en", "::1");
        }

        Assert.StartsWith("second@example.com", await server.NextAsync(), StringComparison.Ordinal);
    }

    private static IdentityToken Email(string address) => new(IdentityKind.Email, address);

    private static string Text(string letter)
    {
        var body = letter.ReplaceLineEndings("\n")[(letter.ReplaceLineEndings("\n").LastIndexOf("\n\n", letter.ReplaceLineEndings("\n").TrimEnd().Length, StringComparison.Ordinal) + 2)..];
        return Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal)));
    }

    private async Task<WebApplication> StartAsync(MailOptions mail, ILetterbox? box = null)
    {
        var house = LuxeHost.Build(new LuxeHostOptions
        {
            Url = "http://127.0.0.1:0",
            DataDirectory = _data,
            Mail = mail,
            Configure = builder => _ = box is null ? builder.Services : builder.Services.AddSingleton(box),
        });
        await house.StartAsync();
        return house;
    }

    [GeneratedRegex("https://maison\\.example/me/enter\\?k=([A-Za-z0-9_-]{43})")]
    private static partial Regex Link();

    private sealed class FailingOnce(ILetterbox box) : ILetterbox
    {
        private bool _failed;

        public Task SendAsync(Letter letter, CancellationToken cancellation)
        {
            if (_failed)
            {
                return box.SendAsync(letter, cancellation);
            }

            _failed = true;
            throw new System.Net.Mail.SmtpException(System.Net.Mail.SmtpStatusCode.ServiceNotAvailable, "not now");
        }
    }
}
