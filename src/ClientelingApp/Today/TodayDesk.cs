using System.Collections.Immutable;
using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Inbox;
using Luxe.ClientelingApp.Pieces;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Associates;

namespace Luxe.ClientelingApp.Today;

/// <summary>All that the associate's page asks for.</summary>
public sealed class TodayDesk(InboxFeeds feeds, StorePlaces stores, PieceReader pieces, TimeProvider time)
{
    private const int MostPieces = 3;

    /// <summary>The clock, for the page's own tick.</summary>
    public TimeProvider Time => time;

    /// <summary>Opens the associate's feed into the page.</summary>
    public InboxFeed Open(Staff staff, IClientelingClient page) => feeds.Open(staff, page);

    /// <summary>Her store.</summary>
    public Task<StorePlace> Place(Staff staff) => stores.Find(staff.StoreId);

    /// <summary>Up to three pieces to show with a card.</summary>
    public Task<ImmutableArray<Piece>> Pieces(InboxItem item, StorePlace place)
    {
        var wanted = item.Brief is { } brief ? brief.Prompts.SelectMany(p => p.Products).Concat(brief.Pieces) : item.Prompt?.Products ?? [];
        return pieces.Read(wanted.Distinct(StringComparer.Ordinal).Take(MostPieces), item.Brief?.Membership, place.Currency, place.StoreId);
    }
}
