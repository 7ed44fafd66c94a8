using System.CommandLine;
using Luxe.Cli.Backups;

namespace Luxe.Cli.Policies;

/// <summary><c>luxe proof</c></summary>
internal static class ProofVerb
{
    public static Command Build()
    {
        var customer = new Argument<string>("CUSTOMER") { Description = "Her id; of an erased client her id or her pseudonym (l_...)." };
        var @out = new Option<string>("--out") { Description = "The file to write: .json for machines, .html to be printed. It must not exist yet.", Required = true, HelpName = "FILE" };
        var locale = new Option<string?>("--locale") { Description = "Language of the printable form (en, fr, it, ja).", HelpName = "LANGUAGE" };
        var (url, adminKey) = (Verb.Url(), Verb.AdminKey());
        @out.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var file }] && Path.GetExtension(file) is not (".json" or ".html"))
            {
                result.AddError("--out must end with .json or .html.");
            }
        });
        var command = new Command("proof", "Write what a client decided, and what proves that nothing of it was changed since.") { customer, @out, locale, url, adminKey };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                var file = HouseOptions.Named(parsed.GetValue(@out)!);
                using var api = PolicyVerbs.Api(parsed.GetValue(url)!, parsed.GetValue(adminKey)!);
                var format = Path.GetExtension(file)[1..];
                var path = $"api/customers/{Uri.EscapeDataString(parsed.GetValue(customer)!)}/consent/proof?format={format}";
                var bytes = await api.GetBytesAsync(parsed.GetValue(locale) is { } language ? $"{path}&locale={Uri.EscapeDataString(language)}" : path, cancellation);
                await using (var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write))
                {
                    await stream.WriteAsync(bytes, cancellation);
                }

                Console.WriteLine($"{parsed.GetValue(@out)}: {bytes.Length} bytes");
                return 0;
            },
            cancellation));
        return command;
    }
}
