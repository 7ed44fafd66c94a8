using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Luxe.Cli.Http;

namespace Luxe.Cli.Rights;

/// <summary><c>luxe export CUSTOMER --out FILE</c></summary>
internal static class ExportVerb
{
    public static Command Build()
    {
        var (url, adminKey) = (Verb.Url(), Verb.AdminKey());
        var customer = new Argument<string>("CUSTOMER") { Description = "Her id." };
        var output = new Option<string>("--out") { Description = "The zip to write; it must not be there yet.", Required = true, HelpName = "FILE" };
        var command = new Command("export", "Write everything that is held of a client into a zip: JSON, CSV and a page to read.") { customer, output, url, adminKey };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                var path = Backups.HouseOptions.Named(parsed.GetValue(output)!);
                if (Path.Exists(path))
                {
                    throw new IOException($"{parsed.GetValue(output)} is there already.");
                }

                using var http = new HttpClient { BaseAddress = parsed.GetValue(url)!, Timeout = Timeout.InfiniteTimeSpan };
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", parsed.GetValue(adminKey)!);
                await WriteAsync(http, $"api/customers/{Uri.EscapeDataString(parsed.GetValue(customer)!)}/export", path, cancellation);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parsed.GetValue(output)}: {new FileInfo(path).Length} bytes"));
                return 0;
            },
            cancellation));
        return command;
    }

    /// <summary>Under another name until it is whole: what was cut off is no export.</summary>
    private static async Task WriteAsync(HttpClient http, string address, string path, CancellationToken cancellation)
    {
        var part = path + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            // Before the house is asked: an export is written to her log of looks.
            await using (var file = new FileStream(part, options))
            {
                using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (!answer.IsSuccessStatusCode)
                {
                    throw answer.StatusCode == HttpStatusCode.NotFound ? new LuxeApiException(answer.StatusCode, "there is no such client") : await LuxeApiException.ReadAsync(HttpMethod.Get, address, answer, cancellation);
                }

                await answer.Content.CopyToAsync(file, cancellation);
            }

            File.Move(part, path);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
