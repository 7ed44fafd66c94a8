using System.Numerics;
using Luxe.Contracts.Consent;

namespace Luxe.Grains.Consent;

/// <summary>
/// A client's leave to do one thing with what is known of her, at the moment of the cut that it was asked of. Whoever sends, shares, trains or tells of
/// an arrival takes one as a parameter, and so cannot be called without: nobody but a <see cref="ClientCut"/> makes it.
/// </summary>
internal sealed record Leave
{
    private Leave(Purposes purpose, string? noticeVersion) => (Purpose, NoticeVersion) = (purpose, noticeVersion);

    /// <summary>For what: exactly one purpose.</summary>
    public Purposes Purpose { get; }

    /// <summary>The notice under which she granted it.</summary>
    public string? NoticeVersion { get; }

    internal static Leave? In(ClientCut cut, Purposes single)
    {
        if (!BitOperations.IsPow2((int)single))
        {
            throw new ArgumentOutOfRangeException(nameof(single), single, "A leave is for exactly one purpose.");
        }

        return cut.Category is not null && cut.Consent.Grants(single) && !cut.Consent.LeaveMeAlone ? new Leave(single, cut.Consent.NoticeVersion) : null;
    }
}
