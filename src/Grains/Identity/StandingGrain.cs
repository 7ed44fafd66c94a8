using System.Text.Json.Serialization;
using Luxe.Contracts.Identity;
using Luxe.Grains.Persistence;

namespace Luxe.Grains.Identity;

/// <summary>How a client is known. One grain per client who began without a user id; whoever has one from the start needs none.</summary>
internal sealed class StandingGrain([PersistentState("standing", "luxe")] IPersistentState<Document> storage) : Grain, IStandingGrain
{
    private static readonly StandingView Known = new(Standing.Known);

    private readonly Kept<StandingView> _kept = new(storage, StandingJson.Default.StandingView, Known);

    public Task<StandingView> Get() => Task.FromResult(_kept.Value);

    public Task Begin(Standing standing) => Save(new StandingView(standing));

    public Task Forget() => Save(Known);

    public Task<StandingView> BeginNaming() => Next(new StandingView(Standing.Naming));

    public Task Name(bool byUserId) => _kept.Value.Standing switch
    {
        Standing.Anonymous or Standing.Naming => Save(byUserId ? Known : new StandingView(Standing.Named)),
        Standing.Named when byUserId => Save(Known),
        _ => Task.CompletedTask,
    };

    public async Task<bool> TakeUserId()
    {
        if (_kept.Value.Standing is not (Standing.Named or Standing.Naming))
        {
            return false;
        }

        await _kept.Save(Known);
        return true;
    }

    public Task<StandingView> Stitch(string into) => Next(new StandingView(Standing.Stitching, into));

    public Task Settle() => _kept.Value is { Standing: Standing.Stitching } begun ? Save(begun with { Standing = Standing.Stitched }) : Task.CompletedTask;

    /// <summary>Only an anonymous client can begin to be anything else.</summary>
    private async Task<StandingView> Next(StandingView next)
    {
        if (_kept.Value.Standing == Standing.Anonymous)
        {
            await _kept.Save(next);
        }

        return _kept.Value;
    }

    private Task Save(StandingView next) => _kept.Value == next ? Task.CompletedTask : _kept.Save(next);
}

/// <summary>How standings are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StandingView))]
internal sealed partial class StandingJson : JsonSerializerContext;
