namespace Luxe.Cli.Bench.State;

/// <summary>The baseline: a grain that keeps its whole state with one <c>WriteStateAsync</c> per event, as Orleans' own samples do.</summary>
[Alias("luxe.bench.IWholeStateGrain")]
public interface IWholeStateGrain : IGrainWithStringKey
{
    /// <summary>Takes over a client's state.</summary>
    [Alias("Seed")] Task Seed(string state);

    /// <summary>One more event; returns after its state is written.</summary>
    [Alias("Record")] Task Record();
}

/// <summary>What it keeps.</summary>
[GenerateSerializer, Alias("luxe.bench.WholeState")]
public sealed class WholeState
{
    /// <summary>Events so far.</summary>
    [Id(0)]
    public long Seq { get; set; }

    /// <summary>A client's state as text, as large as the client's own; folding and writing it out is spared here.</summary>
    [Id(1)]
    public string Json { get; set; } = "";
}

/// <inheritdoc cref="IWholeStateGrain"/>
public sealed class WholeStateGrain([PersistentState("whole", "luxe")] IPersistentState<WholeState> storage) : Grain, IWholeStateGrain
{
    /// <inheritdoc/>
    public Task Seed(string state)
    {
        storage.State.Json = state;
        return storage.WriteStateAsync();
    }

    /// <inheritdoc/>
    public Task Record()
    {
        storage.State.Seq++;
        return storage.WriteStateAsync();
    }
}
