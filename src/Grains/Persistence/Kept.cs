using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Luxe.Grains.Persistence;

/// <summary>A grain's durable state: written before it is seen, and unchanged when the write fails.</summary>
internal sealed class Kept<T>(IPersistentState<Document> storage, JsonTypeInfo<T> type, T empty)
    where T : class
{
    private T? _value;

    /// <summary>The state as it is on disk.</summary>
    public T Value => _value ??= storage.State.Json.Length == 0 ? empty : JsonSerializer.Deserialize(storage.State.Json, type) ?? empty;

    /// <summary>Writes, then shows. A failed write leaves the former state and throws.</summary>
    public async Task Save(T next)
    {
        var former = storage.State;
        storage.State = new Document { Json = JsonSerializer.Serialize(next, type) };
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            storage.State = former;
            throw;
        }

        _value = next;
    }
}
