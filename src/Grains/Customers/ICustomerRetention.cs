using System.Collections.Immutable;

namespace Luxe.Grains.Customers;

/// <summary>The part of retention that her own grain does.</summary>
[Alias("luxe.ICustomerRetention")]
internal interface ICustomerRetention : IGrainWithStringKey
{
    /// <summary>Empties what is over its time, of hers and of everybody she absorbed; nothing for an absorbed client, whose survivor is asked too.</summary>
    [Alias("Expire")] Task<Expired> Expire();
}

/// <summary>What was emptied.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Rules">How many each rule met.</param>
[GenerateSerializer, Immutable, Alias("luxe.Expired")]
internal sealed record Expired([property: Id(0)] int Rows, [property: Id(1)] ImmutableArray<RuleCount> Rules);

/// <summary>How many rows a rule met.</summary>
[GenerateSerializer, Immutable, Alias("luxe.RuleCount")]
internal sealed record RuleCount([property: Id(0)] string Rule, [property: Id(1)] long Rows);
