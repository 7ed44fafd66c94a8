using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.State;

[GenerateSerializer]
[Alias("luxe.conformance.card")]
public sealed class Card
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(1)]
    public int Visits { get; set; }
}

[GenerateSerializer]
[Alias("luxe.conformance.snapshot")]
public sealed record Snapshot([property: Id(0)] string Text, [property: Id(1)] int Number);

public interface ICardGrain : IGrainWithStringKey
{
    Task<(string Name, int Visits, bool Exists)> Read();

    Task Change(string name);

    Task<string?> Write();

    Task<bool> TryWrite();

    /// <summary>Changes and writes several times without waiting between.</summary>
    Task<string?> WriteAtOnce(int times);

    Task Clear();

    Task Reread();

    Task<string?> Tag();

    Task Leave();

    Task<string> Activation();

    Task<bool> SnapshotIsNull();

    Task WriteSnapshot(string text);

    Task<string?> SnapshotText();
}

/// <summary>Two states in one grain: one of the default provider, one of another.</summary>
public sealed class CardGrain(
    [PersistentState("card")] IPersistentState<Card> card,
    [PersistentState("snapshot", "other")] IPersistentState<Snapshot> snapshot) : Grain, ICardGrain
{
    private readonly string _activation = Guid.NewGuid().ToString("N");

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Trace.Of(this.GetPrimaryKeyString()).Add($"activated with {card.State.Visits}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Trace.Of(this.GetPrimaryKeyString()).Add("left " + reason.ReasonCode);
        return Task.CompletedTask;
    }

    public Task<(string Name, int Visits, bool Exists)> Read() => Task.FromResult((card.State.Name, card.State.Visits, card.RecordExists));

    public Task Change(string name)
    {
        card.State = new Card { Name = name, Visits = card.State.Visits + 1 };
        return Task.CompletedTask;
    }

    public async Task<string?> Write()
    {
        await card.WriteStateAsync();
        return card.Etag;
    }

    public async Task<bool> TryWrite()
    {
        try
        {
            await card.WriteStateAsync();
            return true;
        }
        catch (Orleans.Storage.InconsistentStateException)
        {
            return false;
        }
    }

    public async Task<string?> WriteAtOnce(int times)
    {
        var writes = new List<Task>();
        for (var i = 0; i < times; i++)
        {
            await Change($"write {i}");
            writes.Add(card.WriteStateAsync());
        }

        writes.Add(card.ReadStateAsync());
        await Task.WhenAll(writes);
        return card.Etag;
    }

    public Task Clear() => card.ClearStateAsync();

    public Task Reread() => card.ReadStateAsync();

    public Task<string?> Tag() => Task.FromResult<string?>(card.Etag);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> Activation() => Task.FromResult(_activation);

    public Task<bool> SnapshotIsNull() => Task.FromResult(snapshot.State?.Text is null);

    public Task WriteSnapshot(string text)
    {
        snapshot.State = new Snapshot(text, 1);
        return snapshot.WriteStateAsync();
    }

    public Task<string?> SnapshotText() => Task.FromResult(snapshot.State?.Text);
}

public interface ITallyGrain : IGrainWithStringKey
{
    Task<int> Add();
}

/// <summary>The older way: a state by inheritance.</summary>
public sealed class TallyGrain : Grain<Card>, ITallyGrain
{
    public async Task<int> Add()
    {
        State.Visits++;
        await WriteStateAsync();
        DeactivateOnIdle();
        return State.Visits;
    }
}
