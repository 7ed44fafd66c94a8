using System.CommandLine;
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
                using var http = new HttpClient { BaseAddress = parsed.GetValue(url)!, Timeout = Timeout.InfiniteTimeSpan };
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", parsed.GetValue(adminKey)!);
                using var answer = await http.GetAsync($"api/customers/{parsed.GetValue(customer)}/export", HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (!answer.IsSuccessStatusCode)
                {
                    throw new LuxeApiException(answer.StatusCode, answer.StatusCode == HttpStatusCode.NotFound ? "there is no such client" : "the export was refused");
                }

                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                await using var file = new FileStream(path, options);
                await answer.Content.CopyToAsync(file, cancellation);
                Console.WriteLine(path);
                return 0;
            },
            cancellation));
        return command;
    }
}
