using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Inbox;
using Luxe.Contracts.Access;
using Luxe.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Luxe.Silo.Tests.Gates;

/// <summary>A whole house whose clock stands still: what it answers, sends to tablets and logs is the same whenever it is asked.</summary>
internal sealed partial class GatedHouse : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("luxe-gates-").FullName;
    private readonly Lines _lines = new();
    private WebApplication? _app;

    public IGrainFactory Grains => _app!.Services.GetRequiredService<IGrainFactory>();

    /// <summary>With the demo's management key.</summary>
    public HttpClient Api { get; private set; } = null!;

    /// <summary>Every line of the code that has to do with clients, without how long anything took; in no order, for they live side by side.</summary>
    public string[] Log => [.. _lines.All.Select(static line => Took().Replace(line, "")).Order(StringComparer.Ordinal)];

    public static async Task<GatedHouse> OpenAsync(DateTimeOffset now)
    {
        var house = new GatedHouse();
        house._app = LuxeHost.Build(new LuxeHostOptions
        {
            Url = "http://127.0.0.1:0",
            DataDirectory = house._data,
            Demo = true,
            LogLevel = LogLevel.Trace,
            Configure = builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(new Standing(now));
                builder.Logging.ClearProviders().AddProvider(house._lines);
            },
        });
        await house._app.StartAsync();
        house.Api = new HttpClient { BaseAddress = new Uri(house._app.Urls.First()), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin") } };
        return house;
    }

    /// <summary>A tablet of an associate's own; it is told when it resumes, and so at the same moments in every house.</summary>
    public Tablet Open(string associate)
    {
        var tablet = new Tablet(_app!.Services.GetRequiredService<IOptions<JsonHubProtocolOptions>>().Value.PayloadSerializerOptions);
        tablet.Feed = _app.Services.GetRequiredService<InboxFeeds>().Open(new Staff(associate, associate, ViewerRole.Associate, null), tablet);
        return tablet;
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }

    [GeneratedRegex(@" in [0-9.]+ ms")]
    private static partial Regex Took();

    /// <summary>Timers run; only what time it is does not change.</summary>
    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Lines : ILoggerProvider
    {
        private static readonly string[] Of = ["Luxe.Grains.Customers", "Luxe.Grains.Merges", "Luxe.Grains.Associates", "Luxe.Grains.Stores", "Luxe.Grains.Products", "Luxe.Grains.Prompts", "Luxe.ClientelingApp.Inbox", "Luxe.Silo.Http"];

        public ConcurrentBag<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Line(Of.Any(name => categoryName.StartsWith(name, StringComparison.Ordinal)) ? All : null, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Line(ConcurrentBag<string>? all, string category) : ILogger
    {
        /// <summary>Orleans lends a grain's logger to its observer lists, whose lines name the process; ours have four digits.</summary>
        private const int NotOurs = 10_000;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => all is not null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id < NotOurs)
            {
                all?.Add($"{logLevel} {category} {eventId.Id} {formatter(state, exception)} {exception}");
            }
        }
    }
}
