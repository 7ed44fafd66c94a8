using System.Collections.Immutable;
using Luxe.ClientelingApp.Pieces;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Clients;

/// <summary>Puts together what a client's sheet shows: each read is in the access log under the viewer's id and purpose.</summary>
public sealed class ClientSights(ClientReader clients, PieceReader pieces, StorePlaces stores)
{
    private const int PiecesPerShelf = 3;

    /// <summary>What the viewer may see of her now, or null: unknown and not allowed give the same answer.</summary>
    public async Task<ClientSight?> Read(Viewer viewer, string customerId)
    {
        if (await clients.Profile(viewer, customerId) is not { } profile)
        {
            return null;
        }

        var brief = await clients.Brief(viewer, customerId);
        if (profile.Consent.LeaveMeAlone)
        {
            return new ClientSight(profile, brief, null, []);
        }

        var associate = profile.AssociateId is { } id ? await stores.NameOf(id) : null;
        return new ClientSight(profile, brief, associate, await Shelves(profile, brief, await stores.Find(viewer.StoreId)));
    }

    private async Task<ImmutableArray<Shelf>> Shelves(CustomerProfile profile, ClientBrief? brief, StorePlace place)
    {
        var shelves = ImmutableArray.CreateBuilder<Shelf>();
        var shown = new HashSet<string>(StringComparer.Ordinal);
        await Add("To show", brief?.Pieces ?? []);
        await Add("In the cart", [.. profile.Cart.Reverse()]);
        await Add("Wished for", [.. profile.Wishes.Reverse()]);
        await Add("Considered lately", [.. profile.Considered.Reverse()]);
        return shelves.ToImmutable();

        async Task Add(string title, ImmutableArray<string> ids)
        {
            var found = await pieces.Read(ids.Where(shown.Add).Take(PiecesPerShelf), profile.Traits?.Membership, place.Currency, place == StorePlace.Nowhere ? null : place.StoreId);
            if (!found.IsEmpty)
            {
                shelves.Add(new Shelf(title, found));
            }
        }
    }
}
