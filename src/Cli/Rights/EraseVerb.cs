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
        var yes = new Option<bool>("--yes") { Description = "Do not ask first. It cannot be taken back." };
        var command = new Command(
            "erase",
            "Erase a client from every system of the house, and print the receipt. Ends with 0 when all of it is done. Cut off, the house goes on; the same --order gives the receipt.")
        {
            customer, channel, order, yes, url, adminKey,
        };
        channel.AcceptOnlyFromAmong("web", "app", "store", "phone", "mail");
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                var id = parsed.GetValue(customer)!;
                if (!parsed.GetValue(yes) && !await IsMeantAsync(id, cancellation))
                {
                    await Console.Error.WriteLineAsync("luxe: nothing was erased: answer yes, or say --yes.");
                    return 1;
                }

                using var api = new LuxeApi(new LuxeServer(parsed.GetValue(url)!, "", parsed.GetValue(adminKey)!), TimeProvider.System, TimeSpan.FromSeconds(5));
                return await EraseAsync(api, id, parsed.GetValue(channel)!, parsed.GetValue(order) ?? $"erase-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}", cancellation);
            },
            cancellation));
        return command;
    }

    private static async Task<bool> IsMeantAsync(string customer, CancellationToken cancellation)
    {
        await Console.Error.WriteAsync($"Erase {customer} for good? It cannot be taken back. Type yes: ");
        return (await Console.In.ReadLineAsync(cancellation))?.Trim() is "yes";
    }

    private static async Task<int> EraseAsync(LuxeApi api, string customer, string channel, string order, CancellationToken cancellation)
    {
        var answer = await api.PostAsync($"api/customers/{Uri.EscapeDataString(customer)}/erasure", new { channel, orderId = order }, cancellation);
        order = answer!.Value.GetProperty("orderId").GetString()!;
        await Console.Error.WriteLineAsync($"order {order}");
        for (var told = 0; ; await Task.Delay(Pause, TimeProvider.System, cancellation))
        {
            var receipt = (await api.GetAsync<ErasureReceipt>($"api/erasures/{Uri.EscapeDataString(order)}", cancellation))!;
            foreach (var system in receipt.Systems.Where(static system => system.At is not null).Skip(told))
            {
                told++;
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{told} of {receipt.Systems.Length}: {system.System}"));
            }

            if (receipt.DoneAt is not null)
            {
                Print(receipt);
                return 0;
            }
        }
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
