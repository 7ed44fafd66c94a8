using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Luxe.Cli.Backups;
using Luxe.Grains.Policies;
using Spectre.Console;

namespace Luxe.Cli.Policies;

/// <summary><c>luxe policy list|check|load|reload</c></summary>
internal static class PolicyVerb
{
    public static Command Build() => new("policy", "What the maison says it does with clients' data: versions, notices, periods.") { List(), Check(), Load(), Reload() };

    private static Command List()
    {
        var (url, adminKey) = (Verb.Url(), Verb.AdminKey());
        var command = new Command("list", "List the versions that a running house knows; * marks the one in force.") { url, adminKey };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = PolicyVerbs.Api(parsed.GetValue(url)!, parsed.GetValue(adminKey)!);
                var table = new Table().Border(TableBorder.Simple).AddColumns("", "version", "in force from", "SHA-256");
                foreach (var version in (await api.GetAsync<Versions>("api/policy/versions", cancellation))?.All ?? [])
                {
                    table.AddRow(version.IsCurrent ? "*" : "", Markup.Escape(version.Version), version.EffectiveFrom.ToString("u", CultureInfo.InvariantCulture), version.Sha256);
                }

                AnsiConsole.Write(table);
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Check()
    {
        var file = File();
        var command = new Command("check", "Read a version's file without a house. Ends with 1 and names file, path and value when it cannot be taken.") { file };
        command.SetAction((parsed, _) => Verb.RunAsync(
            async () =>
            {
                var policy = await ReadAsync(parsed.GetValue(file)!);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{policy.Version}: in force from {policy.EffectiveFrom:u}, {policy.Uses.Length} uses, {policy.Purposes.Length} purposes, {policy.Countries.Length} countries, notices in {string.Join(", ", policy.Notices.Select(static notice => notice.Locale))}."));
                return 0;
            },
            CancellationToken.None));
        return command;
    }

    private static Command Load()
    {
        var (file, url, adminKey) = (File(), Verb.Url(), Verb.AdminKey());
        var command = new Command("load", "Bring a version to a running house. It is never changed from then on; clients who granted less than it covers are asked.") { file, url, adminKey };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                var path = parsed.GetValue(file)!;
                await ReadAsync(path);
                using var api = PolicyVerbs.Api(parsed.GetValue(url)!, parsed.GetValue(adminKey)!);
                var answer = await api.PostJsonAsync("api/policy", await System.IO.File.ReadAllBytesAsync(HouseOptions.Named(path), cancellation), cancellation);
                Console.WriteLine($"{answer.GetProperty("version").GetString()}: {(answer.GetProperty("result").GetString() == "added" ? "loaded" : "was there already")}");
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Reload()
    {
        var (url, adminKey) = (Verb.Url(), Verb.AdminKey());
        var command = new Command("reload", "Let a running house read its folder policy/ again. Ends with 1 when a file cannot be taken.") { url, adminKey };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = PolicyVerbs.Api(parsed.GetValue(url)!, parsed.GetValue(adminKey)!);
                var answer = await api.PostAsync("api/policy/reload", null, cancellation) ?? throw new InvalidDataException("The house gave no answer.");
                var wrong = 0;
                foreach (var each in answer.GetProperty("files").EnumerateArray())
                {
                    var fault = each.GetProperty("fault").GetString();
                    wrong += fault is null ? 0 : 1;
                    Console.WriteLine(fault ?? $"{each.GetProperty("file").GetString()}: {each.GetProperty("version").GetString()} {(each.GetProperty("result").GetString() == "added" ? "loaded" : "was there already")}");
                }

                Console.WriteLine($"in force: {answer.GetProperty("current").GetString()}");
                return wrong == 0 ? 0 : 1;
            },
            cancellation));
        return command;
    }

    private static Argument<string> File() => new("FILE") { Description = "The version's file, such as 2026-11.policy.json." };

    private static async Task<Contracts.Policies.PolicyDocument> ReadAsync(string file)
    {
        try
        {
            return PolicyReader.Read(await System.IO.File.ReadAllBytesAsync(HouseOptions.Named(file)), Path.GetFileName(file));
        }
        catch (PolicyException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    private sealed record Versions([property: System.Text.Json.Serialization.JsonPropertyName("versions")] IReadOnlyList<KnownVersion> All);

    private sealed record KnownVersion(string Version, DateTimeOffset EffectiveFrom, string Sha256, bool IsCurrent);
}
