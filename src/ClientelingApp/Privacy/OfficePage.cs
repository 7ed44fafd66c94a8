using Luxe.ClientelingApp.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>What the privacy officer's pages have in common: drawn by the server in one piece, with what the house answered or the word that it did not.</summary>
public abstract partial class OfficePage : ComponentBase
{
    /// <summary>Whether the house did not answer.</summary>
    protected bool HasFailed { get; private set; }

    /// <summary>What the page reads.</summary>
    [Inject] protected PrivacyReader Reader { get; set; } = null!;

    [Inject] private ILoggerFactory Loggers { get; set; } = null!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (Staff.From((await Authentication).User) is not { } staff)
        {
            return;
        }

        try
        {
            await Load(staff);
        }
        catch (Exception fault)
        {
            LoadFailed(Loggers.CreateLogger(GetType()), fault);
            HasFailed = true;
        }
    }

    /// <summary>Reads what is shown.</summary>
    protected abstract Task Load(Staff staff);

    [LoggerMessage(5221, LogLevel.Warning, "A page of the privacy officer could not be read")]
    private static partial void LoadFailed(ILogger logger, Exception fault);
}
