using System.Text.Json;
using Luxe.Conformance.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Luxe.Conformance.Tests.State;

/// <summary>A serializer of the house's own, which traces that it was used.</summary>
public sealed class TracingSerializer(string name) : IGrainStorageSerializer
{
    public static Trace Trace { get; } = new();

    public BinaryData Serialize<T>(T? input)
    {
        Trace.Add($"{name} writes {typeof(T).Name}");
        return new BinaryData(JsonSerializer.SerializeToUtf8Bytes(input));
    }

    public T? Deserialize<T>(BinaryData input)
    {
        Trace.Add($"{name} reads {typeof(T).Name}");
        return JsonSerializer.Deserialize<T>(input);
    }
}

public sealed class SerializingSilo : ISiloConfigurator
{
    public void Configure(ISiloBuilder siloBuilder)
    {
        ArgumentNullException.ThrowIfNull(siloBuilder);
        siloBuilder.AddMemoryGrainStorageAsDefault(options => options.GrainStorageSerializer = new TracingSerializer("by option"));
        siloBuilder.AddMemoryGrainStorage("other");
        siloBuilder.Services.AddKeyedSingleton<IGrainStorageSerializer>("other", new TracingSerializer("by name"));
    }
}

public sealed class SerializerTests(ClusterFixture<SerializingSilo> silo) : IClassFixture<ClusterFixture<SerializingSilo>>
{
    [Fact]
    public async Task Serializer_OfTheOptions_WritesAndReadsTheState()
    {
        var grain = silo.Grains.GetGrain<ICardGrain>(Unique.Key());
        await grain.Change("alex");
        await grain.Write();
        await grain.Leave();
        await Trace.Of(grain).Until("left ApplicationRequested");

        Assert.Equal(("alex", 1, true), await grain.Read());
        Assert.Contains("by option writes Card", TracingSerializer.Trace.Steps);
        Assert.Contains("by option reads Card", TracingSerializer.Trace.Steps);
    }

    [Fact]
    public async Task Serializer_RegisteredUnderTheProvidersName_IsUsed()
    {
        var grain = silo.Grains.GetGrain<ICardGrain>(Unique.Key());
        await grain.WriteSnapshot("text");
        Assert.Contains("by name writes Snapshot", TracingSerializer.Trace.Steps);
    }
}
