using System.Net;
using System.Text;
using System.Text.Json;

namespace Luxe.Cli.Tests;

/// <summary>The far end of the wire as a message handler: it keeps what it was sent, in the order of arrival, and can be told to fail.</summary>
internal sealed class RecordingServer : HttpMessageHandler
{
    private readonly Lock _gate = new();

    /// <summary>Bodies of the requests that were answered with success.</summary>
    public List<string> Bodies { get; } = [];

    /// <summary>Given the number of a request (from 0) and its body: the status to fail with, or null.</summary>
    public Func<int, string, HttpStatusCode?> Fails { get; set; } = (_, _) => null;

    public int Requests { get; private set; }

    /// <summary>Every event, in the order of arrival.</summary>
    public IEnumerable<JsonElement> Events => Bodies.SelectMany(body => JsonSerializer.Deserialize<JsonElement>(body).GetProperty("batch").EnumerateArray());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        lock (_gate)
        {
            if (Fails(Requests++, body) is { } status)
            {
                return new HttpResponseMessage(status) { Content = new StringContent("""{"title":"no"}""") };
            }

            Bodies.Add(body);
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"success":true}""", Encoding.UTF8, "application/json") };
    }
}
