using System.Globalization;

namespace Luxe.Grains.Rights;

/// <summary>Sets the daily reminders of retention when a house starts, and goes on with what was cut off.</summary>
public sealed class RetentionStart
{
    private readonly IGrainFactory _grains;

    internal RetentionStart(IGrainFactory grains) => _grains = grains;

    /// <summary>Completes when every shard has its reminder; nothing is emptied before its time. One after the other: sixteen at once take sixteen of a database's connections.</summary>
    public async Task RunAsync()
    {
        for (var shard = 0; shard < IRetentionShard.Count; shard++)
        {
            await _grains.GetGrain<IRetentionShard>(shard.ToString(CultureInfo.InvariantCulture)).Begin();
        }
    }
}
