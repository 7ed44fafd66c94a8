using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Clients;
using Luxe.Contracts.Doors;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>Where an associate opens a client's own pages for her: a code for her phone, or this tablet handed over. What she allows is not shown here; she is asked.</summary>
public sealed partial class HerChoicesPage(IGrainFactory grains, ClientReader clients) : ComponentBase
{
    private const string Purpose = "preferences";
    private string? _greeting;
    private QrCode? _code;
    private string? _link;
    private Staff? _staff;

    /// <summary>Opaque id.</summary>
    [Parameter] public string CustomerId { get; set; } = "";

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _staff = Staff.From((await Authentication).User);
        if (_staff is { } staff && await clients.Profile(staff, CustomerId, Purpose) is { } profile)
        {
            _greeting = ClientWords.Greeting(profile.Traits) is var name && name == ClientWords.Greeting(null) ? "this client" : name;
        }
    }

    private async Task ShowCode()
    {
        if (_staff is { } staff && _greeting is not null)
        {
            var link = await grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key).Open(CustomerId, DoorChannels.Code, staff.For(Purpose));

            _link = DoorCode.Address(Http, link);
            _code = QrCode.Of(_link);
        }
    }
}
