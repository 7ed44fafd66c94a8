using System.CommandLine;
using System.CommandLine.Parsing;
using Luxe.Cli.Http;
using Luxe.Storage;

namespace Luxe.Cli;

/// <summary>What the verbs that speak to a running Luxe have in common.</summary>
internal static class Verb
{
    public static Option<Uri> Url() => new("--url")
    {
        Description = "Address of the running Luxe.",
        CustomParser = argument => Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new Uri(url.AbsoluteUri.TrimEnd('/') + "/") : Bad<Uri>(argument, "--url must be an http or https address."),
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080/"),
        HelpName = "URL",
    };

    public static Option<string> WriteKey() => new("--write-key") { Description = "Ingest key.", DefaultValueFactory = _ => "demo", HelpName = "KEY" };

    public static Option<string> AdminKey() => new("--admin-key") { Description = "Management key.", DefaultValueFactory = _ => "demo-admin", HelpName = "KEY" };

    public static Option<int> Whole(string name, string description, int value, int low, int high)
    {
        var option = new Option<int>(name) { Description = $"{description} ({low} to {high}).", DefaultValueFactory = _ => value, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var given) && (given < low || given > high))
            {
                result.AddError($"{name} must be {low} to {high}.");
            }
        });
        return option;
    }

    public static T? Bad<T>(ArgumentResult argument, string message)
    {
        argument.AddError(message);
        return default;
    }

    /// <summary>Runs a verb: what the server refuses or the network denies becomes one line on stderr and exit code 1; a lost master key ends with 2, Ctrl-C with 130.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> act, CancellationToken cancellation)
    {
        try
        {
            return await act();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 130;
        }
        catch (MasterKeyException fault)
        {
            // A house whose master key is lost: nothing of it was touched.
            await Console.Error.WriteLineAsync($"luxe: {fault.Message}");
            return LuxeCommandLine.BadArguments;
        }
        catch (Exception fault) when (fault is LuxeApiException or HttpRequestException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"luxe: {fault.Message}");
            return 1;
        }
    }
}
