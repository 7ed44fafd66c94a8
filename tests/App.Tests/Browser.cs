using Microsoft.Playwright;

namespace Luxe.App.Tests;

/// <summary>Debian's Chromium, one per test class.</summary>
public sealed class Browser : IAsyncLifetime
{
    public const string Executable = "/usr/bin/chromium";

    // Two busy cores, and others who want them too; what passes passes at once.
    private const int Patience = 90_000;

    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>Screenshots land here, named by their step.</summary>
    public static string Screens { get; } = Directory.CreateDirectory(Path.Combine(Luxe.Tests.Repository.Root, "artifacts", "screens")).FullName;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable))
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh browser profile at the size of a tablet, phone or desk.</summary>
    public async Task<IBrowserContext> NewContextAsync(Uri server, int width, int height, ColorScheme scheme = ColorScheme.Light, string locale = "en-GB")
    {
        var context = await chromium!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            HasTouch = true,
            ColorScheme = scheme,
            Locale = locale,
        });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        return context;
    }

    /// <summary>Signs in and waits for the first page of the role.</summary>
    public static async Task<IPage> SignInAsync(IBrowserContext context, string user, string expected)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/signin");
        await page.GetByTestId("signin-user").FillAsync(user);
        await page.GetByTestId("signin-password").FillAsync(Maison.Password);
        await page.GetByTestId("signin-submit").ClickAsync();
        await page.WaitForURLAsync($"**{expected}", new() { WaitUntil = WaitUntilState.Commit }); // What is on the page the test waits for itself.
        return page;
    }

    public async Task DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.CloseAsync();
        }

        playwright?.Dispose();
    }
}

/// <summary>A test that drives a real browser; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Browser.Executable))
        {
            Skip = "Chromium not found at /usr/bin/chromium: apt-get install chromium";
        }
    }
}

/// <summary>The same for each of its data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        Skip = new BrowserFactAttribute().Skip;
    }
}

/// <summary>Tests that drive a browser and a server of their own: one class after the other, on a machine that has few cores.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests
{
    public const string Name = "browser";
}
