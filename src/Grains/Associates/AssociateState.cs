using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Associates;

namespace Luxe.Grains.Associates;

/// <summary>Who an associate is.</summary>
internal sealed record AssociateState(AssociateRecord? Associate)
{
    public static AssociateState Empty { get; } = new((AssociateRecord?)null);

    /// <summary>Her book, in a state of a time when it was kept here; it is moved to rows and then null.</summary>
    public ImmutableArray<string>? Book { get; init; }
}

/// <summary>How associates and their inbox items are stored.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AssociateState))]
[JsonSerializable(typeof(InboxItem))]
internal sealed partial class AssociateJson : JsonSerializerContext;
