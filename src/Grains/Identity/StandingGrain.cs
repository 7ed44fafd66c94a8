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

    public Task Put(Standing standing) => Save(new StandingView(standing));

    public async Task<StandingView> BeginNaming()
    {
        if (_kept.Value.Standing is Standing.Anonymous or Standing.Naming)
        {
            await _kept.Save(new StandingView(Standing.Naming, Namings: _kept.Value.Namings + 1));
        }

        return _kept.Value;
    }

    public Task AbandonNaming() => _kept.Value switch
    {
        { Standing: Standing.Naming, Namings: > 1 } naming => _kept.Save(naming with { Namings = naming.Namings - 1 }),
        { Standing: Standing.Naming } => _kept.Save(new StandingView(Standing.Anonymous)),
        _ => Task.CompletedTask,
    };

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

    public async Task<StandingView> Stitch(string into)
    {
        if (_kept.Value.Standing == Standing.Anonymous)
        {
            await _kept.Save(new StandingView(Standing.Stitching, into));
        }

        return _kept.Value;
    }

    public Task Settle() => _kept.Value is { Standing: Standing.Stitching } begun ? Save(begun with { Standing = Standing.Stitched }) : Task.CompletedTask;

    private Task Save(StandingView next) => _kept.Value == next ? Task.CompletedTask : _kept.Save(next);
}

/// <summary>How standings are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StandingView))]
internal sealed partial class StandingJson : JsonSerializerContext;
