using System.Threading.Channels;
using Luxe.ClientelingApp.Inbox;
using Luxe.Contracts.Associates;

namespace Luxe.ClientelingApp.Tests.Inbox;

/// <summary>A tablet that writes down what it is told.</summary>
internal sealed class RecordingTablet : IClientelingClient
{
    private readonly Channel<(string Word, InboxEntry Entry)> _told = Channel.CreateUnbounded<(string, InboxEntry)>();

    public Task Arrival(InboxEntry entry) => Tell(nameof(Arrival), entry);

    public Task Prompt(InboxEntry entry) => Tell(nameof(Prompt), entry);

    public Task Recall(InboxEntry entry) => Tell(nameof(Recall), entry);

    /// <summary>The next things it is told; the limit only keeps a broken test from hanging.</summary>
    public async Task<string[]> Next(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var told = new string[count];
        for (var i = 0; i < count; i++)
        {
            var (word, entry) = await _told.Reader.ReadAsync(limit.Token);
            told[i] = $"{entry.Number} {word} {entry.State}";
        }

        return told;
    }

    private Task Tell(string word, InboxEntry entry)
    {
        _told.Writer.TryWrite((word, entry));
        return Task.CompletedTask;
    }
}
