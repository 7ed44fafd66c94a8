using System.Collections.Immutable;
using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Pieces;
using Luxe.ClientelingApp.Stores;
using Luxe.ClientelingApp.Today;
using Luxe.Contracts.Customers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Clients;

/// <summary>A client's page for those who serve her. Rendered once on the server, so that one look is one entry in the access log.</summary>
public sealed partial class ClientPage(ClientReader clients, PieceReader pieces, StorePlaces stores, ILogger<ClientPage> logger) : ComponentBase
{
    private const string Purpose = "client page";
    private const int PiecesPerShelf = 3;
    private readonly List<(string Title, ImmutableArray<Piece> Pieces)> _shelves = [];
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);
    private CustomerProfile? _profile;
    private ClientBrief? _brief;
    private string? _associate;
    private bool _failed;

    /// <summary>Opaque id.</summary>
    [Parameter] public string CustomerId { get; set; } = "";

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    private string Manner => string.Join(" · ", new[]
    {
        _profile?.Traits?.Membership ?? _brief?.Membership,
        TodayWords.Language(_profile?.Traits?.Language ?? _brief?.Language) is { } language ? $"Speaks {language}" : null,
        _profile?.Traits?.City,
    }.Where(word => !string.IsNullOrEmpty(word)));

    /// <summary>Only what is there: a field that the tier hides has no line.</summary>
    private IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            var traits = _profile!.Traits;
            var sizes = traits is { Sizes.IsDefaultOrEmpty: false } ? traits.Sizes : _brief?.Sizes ?? [];
            return new[]
            {
                ("Associate", _associate),
                ("Sizes", ClientWords.Sizes(sizes)),
                ("Interests", traits is null ? null : ClientWords.Capital(Join(traits.Categories))),
                ("Birthday", traits?.Birthday is { } birthday ? ClientWords.Day(birthday) : null),
                ("Dates", traits is null ? null : ClientWords.Capital(Join(traits.Dates.Select(d => $"{d.Occasion}, {ClientWords.Day(d.Date)}")))),
                ("Purchases", _profile.Purchases is > 0 and { } count ? $"{count}" : null),
                ("Last purchase", _profile.LastPurchaseAt is { } at ? ClientWords.Date(at) : null),
                ("Spend", Join(_profile.Spend.Select(ClientWords.Amount))),
                ("May be reached by", ClientWords.Channels(_profile.Consent.Purposes)),
            }.Where(fact => !string.IsNullOrEmpty(fact.Item2)).Select(fact => (fact.Item1, fact.Item2!));
        }
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        try
        {
            var staff = Staff.From((await Authentication).User) ?? throw new InvalidOperationException("Nobody is signed in.");
            _profile = await clients.Profile(staff, CustomerId, Purpose);
            if (_profile is null)
            {
                return;
            }

            _brief = await clients.Brief(staff, CustomerId, Purpose);
            _associate = _profile.AssociateId is { } id ? await stores.NameOf(id) : null;
            var place = await stores.Find(staff.StoreId);
            await AddShelf("To show", _brief?.Pieces ?? [], place);
            await AddShelf("In the cart", [.. _profile.Cart.Reverse()], place);
            await AddShelf("Wished for", [.. _profile.Wishes.Reverse()], place);
            await AddShelf("Considered lately", [.. _profile.Considered.Reverse()], place);
        }
        catch (Exception e)
        {
            LoadFailed(logger, e);
            _failed = true;
        }
    }

    private static string Join(IEnumerable<string> words) => string.Join(" · ", words);

    private async Task AddShelf(string title, ImmutableArray<string> ids, StorePlace place)
    {
        var found = await pieces.Read(ids.Where(_shown.Add).Take(PiecesPerShelf), _profile!.Traits?.Membership, place.Currency, place == StorePlace.Nowhere ? null : place.StoreId);
        if (!found.IsEmpty)
        {
            _shelves.Add((title, found));
        }
    }

    [LoggerMessage(5131, LogLevel.Warning, "A client's page could not load")]
    private static partial void LoadFailed(ILogger logger, Exception exception);
}
