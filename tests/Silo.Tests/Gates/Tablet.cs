using System.Text.Json;
using Luxe.ClientelingApp.Inbox;
using Luxe.Contracts.Associates;

namespace Luxe.Silo.Tests.Gates;

/// <summary>A tablet that keeps the bytes that it is sent.</summary>
internal sealed class Tablet(JsonSerializerOptions wire) : IClientelingClient, IAsyncDisposable
{
    private readonly MemoryStream _told = new();
    private long _last;

    public InboxFeed Feed { get; set; } = null!;

    public byte[] Told => _told.ToArray();

    /// <summary>Everything up to this moment.</summary>
    public Task Resume() => Feed.Resume(_last);

    public Task Arrival(InboxEntry entry) => Keep("Arrival"u8, entry);

    public Task Prompt(InboxEntry entry) => Keep("Prompt"u8, entry);

    public Task Recall(InboxEntry entry) => Keep("Recall"u8, entry);

    public ValueTask DisposeAsync() => Feed.DisposeAsync();

    private Task Keep(ReadOnlySpan<byte> word, InboxEntry entry)
    {
        if (entry.Number <= _last)
        {
            // Pushed while it was being read; a tablet knows it by its number.
            return Task.CompletedTask;
        }

        _told.Write(word);
        _told.Write(JsonSerializer.SerializeToUtf8Bytes(entry, wire));
        _last = entry.Number;
        return Task.CompletedTask;
    }
}
