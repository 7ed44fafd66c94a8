using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Contracts.Identity;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Identity;

/// <summary>One candidate for merge. Its row in the directory is its state, so that the list and the candidate cannot disagree.</summary>
internal sealed class MergeCandidateGrain(IDirectory directory, TimeProvider time) : Grain, IMergeCandidateGrain
{
    private CandidateRow? _row;

    private string CandidateId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _row = CandidateRow.Read(await directory.GetAsync(CandidateRow.Kind, CandidateId, cancellationToken));

    public Task<MergeCandidate?> Get() => Task.FromResult(_row?.ToCandidate(CandidateId));

    public async Task<MergeCandidate> Raise(MatchReason reason)
    {
        var next = CandidateRow.Raised(_row, reason, time.Now());
        if (!ReferenceEquals(next, _row))
        {
            await Save(next);
        }

        return next.ToCandidate(CandidateId);
    }

    public async Task<MergeCandidate?> Dismiss(string actor)
    {
        if (_row is { State: not CandidateState.Dismissed } held)
        {
            await Save(held with { State = CandidateState.Dismissed, Settled = held.Reasons, By = actor, At = time.Now() });
        }

        return _row?.ToCandidate(CandidateId);
    }

    public async Task Close(string actor)
    {
        if (_row is not { State: CandidateState.Merged })
        {
            var now = time.Now();
            await Save((_row ?? new CandidateRow([], [], now)) with { State = CandidateState.Merged, By = actor, At = now });
        }
    }

    private async Task Save(CandidateRow next)
    {
        await directory.UpsertAsync([next.ToRow(CandidateId)]);
        _row = next;
    }
}

/// <summary>A candidate as its row holds it.</summary>
/// <param name="Reasons">Why they may be one person.</param>
/// <param name="Settled">The reasons that somebody has looked at and dismissed.</param>
/// <param name="FoundAt">When it was last found.</param>
internal sealed record CandidateRow(ImmutableArray<MatchReason> Reasons, ImmutableArray<MatchReason> Settled, DateTimeOffset FoundAt)
{
    public const string Kind = "merge-candidate";

    public CandidateState State { get; init; }

    public string? By { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>The row after somebody found the pair: the same one when there is nothing new to look at.</summary>
    public static CandidateRow Raised(CandidateRow? row, MatchReason reason, DateTimeOffset now) => row switch
    {
        null => new CandidateRow([reason], [], now),
        { State: CandidateState.Merged } => row,
        _ when row.Reasons.Contains(reason) || row.Settled.Contains(reason) => row,
        _ => new CandidateRow([.. row.Reasons.Append(reason).Order()], row.Settled, row.State == CandidateState.Open ? row.FoundAt : now),
    };

    public static CandidateRow? Read(DirectoryRow? row) => row is null ? null : JsonSerializer.Deserialize(row.Payload.Span, CandidateJson.Default.CandidateRow);

    public MergeCandidate ToCandidate(string id)
    {
        var between = id.IndexOf('~', StringComparison.Ordinal);
        return new MergeCandidate(id, id[..between], id[(between + 1)..], Reasons, State, FoundAt, By, At);
    }

    /// <summary>Open ones come first in the list, in the order they were found.</summary>
    public DirectoryRow ToRow(string id) =>
        new(Kind, id, SortKeyOf(State, FoundAt), JsonSerializer.SerializeToUtf8Bytes(this, CandidateJson.Default.CandidateRow));

    private static string SortKeyOf(CandidateState state, DateTimeOffset foundAt) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)state} {foundAt.UtcTicks:D19}");
}

/// <summary>How candidates are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CandidateRow))]
internal sealed partial class CandidateJson : JsonSerializerContext;
