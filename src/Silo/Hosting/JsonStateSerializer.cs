using System.Text.Json;
using Orleans.Storage;

namespace Luxe.Silo.Hosting;

/// <summary>
/// Grain state as plain JSON on either runtime, so that a database one has written serves the other. The grains write their
/// own documents with source-generated contexts; what arrives here is an envelope around such a text.
/// </summary>
internal sealed class JsonStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

    public T Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize<T>(input.ToMemory().Span) ?? throw new JsonException($"The stored state of {typeof(T).Name} is null.");
}
