using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Associates;

namespace Luxe.Grains.Associates;

/// <summary>Who an associate is, and her book.</summary>
internal sealed record AssociateState(AssociateRecord? Associate, ImmutableArray<string> Book)
{
    public static AssociateState Empty { get; } = new(null, []);

    public AssociateState With(string customerId) => Book.Contains(customerId) ? this : this with { Book = Book.Add(customerId) };

    public AssociateState Without(string customerId) => Book.Contains(customerId) ? this with { Book = Book.Remove(customerId) } : this;
}

/// <summary>How associates and their inbox items are stored.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AssociateState))]
[JsonSerializable(typeof(InboxItem))]
internal sealed partial class AssociateJson : JsonSerializerContext;
