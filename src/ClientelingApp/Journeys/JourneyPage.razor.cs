using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Clients;
using Luxe.ClientelingApp.Pieces;
using Luxe.ClientelingApp.Stores;
using Luxe.Contracts.Customers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Journeys;

/// <summary>Head office reads one client's journey, a page at a time.</summary>
public sealed partial class JourneyPage(ClientReader clients, PieceReader pieces, StorePlaces stores, ILogger<JourneyPage> logger) : ComponentBase
{
    private const int PageSize = 50;
    private readonly List<Interaction> _steps = [];
    private readonly Dictionary<string, Piece> _pieces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StorePlace> _places = new(StringComparer.Ordinal);
    private CustomerProfile? _profile;
    private string? _next;
    private bool _ready;
    private bool _busy;
    private bool _failed;

    /// <summary>Opaque id.</summary>
    [Parameter] public string CustomerId { get; set; } = "";

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => RendererInfo.IsInteractive ? More() : Task.CompletedTask;

    private async Task More()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        _failed = false;
        try
        {
            var staff = Staff.From((await Authentication).User) ?? throw new InvalidOperationException("Nobody is signed in.");
            _profile ??= await clients.Profile(staff, CustomerId, "journey");
            if (_profile is not null)
            {
                await Read(staff);
            }

            _ready = true;
        }
        catch (Exception e)
        {
            LoadFailed(logger, e);
            _failed = true;
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task Read(Staff staff)
    {
        var page = await clients.Journey(staff, CustomerId, _next, PageSize);
        var unknown = page.Interactions.SelectMany(i => i.Items).Select(i => i.ProductId).Where(id => !_pieces.ContainsKey(id));
        foreach (var piece in await pieces.Read(unknown, null, null, null))
        {
            _pieces[piece.ProductId] = piece;
        }

        foreach (var store in page.Interactions.Select(i => i.StoreId).OfType<string>().Where(id => !_places.ContainsKey(id)).Distinct())
        {
            _places[store] = await stores.Find(store);
        }

        _steps.AddRange(page.Interactions);
        _next = page.Next;
    }

    private string NameOf(InteractionItem item) => item.Name ?? _pieces.GetValueOrDefault(item.ProductId)?.Title ?? item.ProductId;

    private string? PictureOf(Interaction step) =>
        step.Items.IsDefaultOrEmpty ? null : _pieces.GetValueOrDefault(step.Items[0].ProductId)?.Picture;

    private string DetailOf(Interaction step)
    {
        var store = step.StoreId is { } id && _places.GetValueOrDefault(id) is { Name.Length: > 0 } place ? $"{place.City}, {place.Name}" : null;
        var detail = JourneyWords.Detail(store is null ? step : step with { Channel = Channel.Unknown });
        return string.Join(" · ", new[] { store, detail }.Where(word => !string.IsNullOrEmpty(word)));
    }

    [LoggerMessage(5141, LogLevel.Warning, "A journey could not be read")]
    private static partial void LoadFailed(ILogger logger, Exception exception);
}
