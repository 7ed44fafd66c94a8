using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;

namespace Luxe.Contracts.Rights;

/// <summary>What a client may ask of the house about herself. Her survivor answers for an absorbed client.</summary>
[Alias("luxe.ICustomerRights")]
public interface ICustomerRights : IGrainWithStringKey
{
    /// <summary>
    /// Everything that is held of her, in parts of at most 500 rows; <paramref name="after"/> is the former part's <see cref="ExportPart.Next"/>, null for the first.
    /// Not cut to her tier: what is held is hers. For the client, the privacy officer and integrations; others get an empty first part.
    /// </summary>
    [ReadOnly, Alias("GetExport")] Task<ExportPart> GetExport(Viewer viewer, string? after);

    /// <summary>Who looked at her, as what, what for and when, newest first, before a number; staff ids, no names.</summary>
    [ReadOnly, Alias("GetLooks")] Task<LookPage> GetLooks(Viewer viewer, long before, int limit);

    /// <summary>Puts right what she declared: new words over old ones, and what is to be cleared is.</summary>
    [Alias("Rectify")] Task Rectify(Rectification said);
}

/// <summary>A part of an export: rows of one section, as JSON.</summary>
/// <param name="Section">Which file it belongs to; sections come one after the other, in parts.</param>
/// <param name="Columns">The section's columns in its table form: names of the rows' properties.</param>
/// <param name="Rows">JSON objects.</param>
/// <param name="Next">For the next part; null at the end.</param>
[GenerateSerializer, Immutable, Alias("luxe.ExportPart")]
public sealed record ExportPart(
    [property: Id(0)] string Section,
    [property: Id(1)] ImmutableArray<string> Columns,
    [property: Id(2)] ImmutableArray<string> Rows,
    [property: Id(3)] string? Next);

/// <summary>What a client put right.</summary>
/// <param name="EventId">Idempotency key.</param>
/// <param name="Traits">New words; null and empty say nothing.</param>
/// <param name="Cleared">Fields to forget, as <see cref="Traits.Cleared"/> names them ("familyName"); lists are cleared whole.</param>
/// <param name="Actor">"client", or the stable id of whoever wrote it down for her.</param>
/// <param name="At">When she said so (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.Rectification")]
public sealed record Rectification(
    [property: Id(0)] string EventId,
    [property: Id(1)] Traits Traits,
    [property: Id(2)] ImmutableArray<string> Cleared,
    [property: Id(3)] string Actor,
    [property: Id(4)] DateTimeOffset At);
