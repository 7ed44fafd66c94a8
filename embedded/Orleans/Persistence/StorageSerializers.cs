using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orleans.Storage
{
    /// <summary>Reads from memory.</summary>
    public static class GrainStorageSerializerExtensions
    {
        /// <summary>Reads.</summary>
        public static T? Deserialize<T>(this IGrainStorageSerializer serializer, ReadOnlyMemory<byte> input)
        {
            ArgumentNullException.ThrowIfNull(serializer);
            return serializer.Deserialize<T>(new BinaryData(input));
        }
    }

    /// <summary>Fills in the serializer of options that name none: the one registered under the provider's name, else the one registered without a name.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    public class DefaultStorageProviderSerializerOptionsConfigurator<TOptions>(IServiceProvider serviceProvider) : IPostConfigureOptions<TOptions>
        where TOptions : class, IStorageProviderSerializerOptions
    {
        /// <inheritdoc/>
        public void PostConfigure(string? name, TOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            options.GrainStorageSerializer ??= (name is null ? null : serviceProvider.GetKeyedService<IGrainStorageSerializer>(name))
                ?? serviceProvider.GetService<IGrainStorageSerializer>()!;
        }
    }
}

namespace Luxe.Embedded
{
    using Orleans.Storage;

    /// <summary>What memory storage keeps: JSON, so that a state comes back as a copy. It never leaves the process.</summary>
    internal sealed class MemoryStateSerializer : IGrainStorageSerializer
    {
        internal static readonly MemoryStateSerializer Instance = new();

        public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

        public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input);
    }
}
