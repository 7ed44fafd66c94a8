using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.Contracts.Office;

/// <summary>How many clients allow what.</summary>
/// <param name="CountedAt">When they were counted (UTC).</param>
/// <param name="Clients">Clients of whom a decision is on record; null: fewer than five, or it would tell of fewer than five.</param>
/// <param name="Tiers">By tier, all four.</param>
/// <param name="Purposes">By purpose, of those who granted it.</param>
/// <param name="Withheld">By use, of those who withhold it.</param>
/// <param name="Notices">By the version of the notice that they decided under.</param>
/// <param name="LeftAlone">Who want to be left alone.</param>
[GenerateSerializer, Immutable, Alias("luxe.TierCounts")]
public sealed record TierCounts(
    [property: Id(0)] DateTimeOffset CountedAt,
    [property: Id(1)] long? Clients,
    [property: Id(2)] ImmutableArray<CountOf> Tiers,
    [property: Id(3)] ImmutableArray<CountOf> Purposes,
    [property: Id(4)] ImmutableArray<CountOf> Withheld,
    [property: Id(5)] ImmutableArray<CountOf> Notices,
    [property: Id(6)] CountOf LeftAlone);

/// <summary>How many.</summary>
/// <param name="Of">Of what: a name of <see cref="ConsentTier"/>, <see cref="Consent.Purposes"/> or <see cref="DataUses"/>, or a version.</param>
/// <param name="Count">Clients; null: so few that they could be told apart.</param>
[GenerateSerializer, Immutable, Alias("luxe.CountOf")]
public sealed record CountOf([property: Id(0)] string Of, [property: Id(1)] long? Count);

/// <summary>A ledger that was found.</summary>
/// <param name="Id">Customer id, or the pseudonym of an erased client.</param>
/// <param name="Ledger">Her decisions, their hashes checked.</param>
/// <param name="Erased">Her erasure; null of a client who is there.</param>
[GenerateSerializer, Immutable, Alias("luxe.FoundLedger")]
public sealed record FoundLedger([property: Id(0)] string Id, [property: Id(1)] LedgerView Ledger, [property: Id(2)] ErasureNote? Erased);

/// <summary>What is known of an erasure for good.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Actor">Who ordered it.</param>
/// <param name="Channel">By what way.</param>
/// <param name="ErasedAt">When (UTC).</param>
/// <param name="DoneAt">When the last system was through (UTC); null while it is not.</param>
[GenerateSerializer, Immutable, Alias("luxe.ErasureNote")]
public sealed record ErasureNote(
    [property: Id(0)] string OrderId, [property: Id(1)] string Actor, [property: Id(2)] string Channel, [property: Id(3)] DateTimeOffset ErasedAt, [property: Id(4)] DateTimeOffset? DoneAt);

/// <summary>Which looks: of one client, else of one viewer, else all.</summary>
/// <param name="CustomerId">At this client, by id or pseudonym.</param>
/// <param name="ViewerId">By this member of staff or integration.</param>
/// <param name="Before">Where the page begins (<see cref="Rights.LookPage.Next"/>); null: the newest.</param>
[GenerateSerializer, Immutable, Alias("luxe.LookQuery")]
public sealed record LookQuery([property: Id(0)] string? CustomerId = null, [property: Id(1)] string? ViewerId = null, [property: Id(2)] long? Before = null);

/// <summary>Who looked at more than she serves.</summary>
/// <param name="Since">Counted from then (UTC).</param>
/// <param name="Associates">Who opened anybody.</param>
/// <param name="Usual">The median of clients outside the own book.</param>
/// <param name="Limit">More than this is named.</param>
/// <param name="Named">Those above it, most first.</param>
[GenerateSerializer, Immutable, Alias("luxe.AnomalyReport")]
public sealed record AnomalyReport(
    [property: Id(0)] DateTimeOffset Since, [property: Id(1)] int Associates, [property: Id(2)] double Usual, [property: Id(3)] double Limit, [property: Id(4)] ImmutableArray<Anomaly> Named);

/// <summary>An associate who looked at more than she serves. Clients who were announced to her store's tablets do not count.</summary>
/// <param name="StaffId">Associate id; never a name.</param>
/// <param name="Clients">Clients opened.</param>
/// <param name="Outside">Those of them outside her book.</param>
[GenerateSerializer, Immutable, Alias("luxe.Anomaly")]
public sealed record Anomaly([property: Id(0)] string StaffId, [property: Id(1)] long Clients, [property: Id(2)] long Outside);

/// <summary>What ran over its time.</summary>
/// <param name="Days">Newest first.</param>
[GenerateSerializer, Immutable, Alias("luxe.RetentionReport")]
public sealed record RetentionReport([property: Id(0)] ImmutableArray<RetentionDayView> Days);

/// <summary>A day of it.</summary>
/// <param name="Day">The day.</param>
/// <param name="Shards">Parts of the house that are through.</param>
/// <param name="Running">Parts that are not.</param>
/// <param name="Clients">Clients who had something over its time.</param>
/// <param name="Rows">Rows that were emptied.</param>
/// <param name="ByRule">How many by which rule, most first.</param>
[GenerateSerializer, Immutable, Alias("luxe.RetentionDayView")]
public sealed record RetentionDayView(
    [property: Id(0)] DateOnly Day, [property: Id(1)] int Shards, [property: Id(2)] int Running, [property: Id(3)] long Clients, [property: Id(4)] long Rows, [property: Id(5)] ImmutableArray<CountOf> ByRule);
