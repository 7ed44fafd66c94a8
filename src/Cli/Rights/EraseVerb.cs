using System.CommandLine;
using System.Globalization;
using Luxe.Cli.Http;
using Luxe.Contracts.Rights;
using Spectre.Console;

namespace Luxe.Cli.Rights;

/// <summary><c>luxe erase CUSTOMER</c></summary>
internal static class EraseVerb
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static Command Build()
    {
        var (url, adminKey) = (Verb.Url(), Verb.AdminKey());
        var customer = new Argument<string>("CUSTOMER") { Description = "Her id." };
        var channel = new Option<string>("--channel") { Description = "Where she asked: web, app, store, phone or mail.", DefaultValueFactory = _ => "mail", HelpName = "WORD" };
        var order = new Option<string?>("--order") { Description = "Idempotency key; made when left out.", HelpName = "ID" };
        var yes = new Option<bool>("--yes") { Description = "Really. It cannot be taken back." };
        var command = new Command("erase", "Erase a client from every system of the house, and print the receipt. Ends with 0 when all of it is done.") { customer, channel, order, yes, url, adminKey };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(yes))
            {
                result.AddError("An erasure cannot be taken back: say --yes.");
            }
        });
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = new LuxeApi(new LuxeServer(parsed.GetValue(url)!, "", parsed.GetValue(adminKey)!), TimeProvider.System, TimeSpan.FromSeconds(5));
                var id = parsed.GetValue(order) ?? $"erase-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
                var answer = await api.PostAsync($"api/customers/{parsed.GetValue(customer)}/erasure", new { channel = parsed.GetValue(channel), orderId = id }, cancellation);
                id = answer!.Value.GetProperty("orderId").GetString()!;
                while (true)
                {
                    var receipt = (await api.GetAsync<ErasureReceipt>($"api/erasures/{id}", cancellation))!;
                    if (receipt.DoneAt is not null)
                    {
                        Print(receipt);
                        return 0;
                    }

                    await Task.Delay(Pause, TimeProvider.System, cancellation);
                }
            },
            cancellation));
        return command;
    }

    private static void Print(ErasureReceipt receipt)
    {
        Console.WriteLine($"order      {receipt.OrderId}");
        Console.WriteLine($"pseudonym  {receipt.Pseudonym}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ordered    {receipt.OrderedAt:u}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done       {receipt.DoneAt:u}"));
        var table = new Table().Border(TableBorder.Simple).AddColumns("system", "what was hers", "done");
        foreach (var system in receipt.Systems)
        {
            table.AddRow(Markup.Escape(system.System), system.Affected.ToString(CultureInfo.InvariantCulture), system.At?.ToString("u", CultureInfo.InvariantCulture) ?? "");
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"not reached: {string.Join(", ", receipt.NotReached)}");
    }
}
