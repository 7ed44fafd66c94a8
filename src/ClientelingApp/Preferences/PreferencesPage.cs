using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>
/// A page of hers: drawn on the server, without a circuit, because a circuit takes its user from a request that does not carry her cookie,
/// and so that it works on any phone.
/// </summary>
public abstract class PreferencesPage : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter] protected HttpContext Http { get; set; } = null!;

    /// <summary>The words of her language.</summary>
    protected PreferenceWords Words { get; private set; } = PreferenceWords.English;

    /// <summary>She, where the page is hers.</summary>
    protected ClientGuest Guest { get; private set; } = null!;

    /// <summary>On a tablet that was handed over.</summary>
    protected bool IsKiosk { get; private set; }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Words = PreferenceLocale.Of(Http);
        IsKiosk = Kiosk.IsOn(Http);
        if (ClientGuest.From(Http.User) is { } guest)
        {
            Guest = guest;
        }
    }
}
