using Luxe.ClientelingApp.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Clients;

/// <summary>A client's page for those who serve her. Rendered once on the server, so that one look is one entry in the access log; anew when she decides otherwise.</summary>
public sealed partial class ClientPage(ClientSights sights, ILogger<ClientPage> logger) : ComponentBase
{
    private const string Purpose = "client page";
    private ClientSight? _sight;
    private bool _failed;

    /// <summary>Opaque id.</summary>
    [Parameter] public string CustomerId { get; set; } = "";

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        try
        {
            var staff = Staff.From((await Authentication).User) ?? throw new InvalidOperationException("Nobody is signed in.");
            _sight = await sights.Read(staff.For(Purpose), CustomerId);
        }
        catch (Exception e)
        {
            LoadFailed(logger, e);
            _failed = true;
        }
    }

    [LoggerMessage(5131, LogLevel.Warning, "A client's page could not load")]
    private static partial void LoadFailed(ILogger logger, Exception exception);
}
