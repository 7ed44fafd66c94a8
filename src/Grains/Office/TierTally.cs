using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Office;
using Luxe.Grains.Consent;

namespace Luxe.Grains.Office;

/// <summary>Counts what clients allow, from their ledgers: entry by entry, one client after the other.</summary>
internal sealed class TierTally
{
    private static readonly ImmutableArray<Purposes> EveryPurpose = [.. Enum.GetValues<Purposes>().Where(static purpose => purpose != Purposes.None)];

    private readonly Dictionary<ConsentTier, long> _tiers = Enum.GetValues<ConsentTier>().ToDictionary(static tier => tier, static _ => 0L);
    private readonly Dictionary<Purposes, long> _purposes = EveryPurpose.ToDictionary(static purpose => purpose, static _ => 0L);
    private readonly Dictionary<DataUses, long> _withheld = DataUsesOf.All.ToDictionary(static use => use, static _ => 0L);
    private readonly Dictionary<string, long> _notices = new(StringComparer.Ordinal);
    private string? _customer;
    private ConsentDecision? _holds;
    private long _clients;
    private long _alone;

    /// <summary>Takes the next entry; a client's entries follow each other in order.</summary>
    public void Add(string customer, ConsentDecision decision)
    {
        if (customer != _customer)
        {
            Close();
            _customer = customer;
        }

        // As her grain takes them: any word of hers before what was vouched for, and of her words the latest; of two of one moment the one that came later.
        var outranks = _holds is null || (decision.SaidAt() is { } said ? !(said < _holds.SaidAt()) : _holds.IsVouched());
        _holds = outranks ? decision : _holds;
    }

    /// <summary>What was counted.</summary>
    public TierCounts End(DateTimeOffset now)
    {
        Close();
        var tiers = SmallCells.Parts(_tiers.Select(static pair => (pair.Key.ToString(), pair.Value)));
        return new TierCounts(
            now,
            SmallCells.Says(_clients) ? _clients : null,
            tiers,
            [.. _purposes.Select(pair => SmallCells.Among(pair.Key.ToString(), pair.Value, _clients))],
            [.. _withheld.Select(pair => SmallCells.Among(pair.Key.ToString(), pair.Value, _clients))],
            SmallCells.Parts(_notices.OrderByDescending(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => (pair.Key, pair.Value))),
            SmallCells.Among("LeaveMeAlone", _alone, _clients));
    }

    private void Close()
    {
        if (_holds is not { } held)
        {
            return;
        }

        _holds = null;
        _clients++;
        _tiers[held.Tier]++;
        _notices[held.NoticeVersion] = _notices.GetValueOrDefault(held.NoticeVersion) + 1;
        _alone += held.LeaveMeAlone ? 1 : 0;
        foreach (var purpose in EveryPurpose.Where(purpose => (held.Purposes & purpose) != Purposes.None))
        {
            _purposes[purpose]++;
        }

        foreach (var use in DataUsesOf.All.Where(use => (held.Withheld & use) != DataUses.None && DataUsesOf.TierOf(use) <= held.Tier))
        {
            _withheld[use]++;
        }
    }
}
