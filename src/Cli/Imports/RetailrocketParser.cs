namespace Luxe.Cli.Imports;

/// <summary>Retailrocket's events.csv: Unix milliseconds, visitor, event (view, addtocart, transaction), item, transaction.</summary>
internal sealed class RetailrocketParser : ILineParser
{
    public string Format => "retailrocket";

    public int Lanes => 4;

    public bool IsHeader(string line) => line.StartsWith("timestamp", StringComparison.OrdinalIgnoreCase);

    public IEnumerable<ImportRow> Parse(long number, string line)
    {
        var cells = line.Split(',');
        if (cells.Length is not (4 or 5))
        {
            throw new BadLineException($"has {cells.Length} columns, not 5");
        }

        var at = EventJson.Moment(cells[0], TimeSpan.TicksPerMillisecond);
        var client = new ClientKey("anonymousId", EventJson.Required(cells[1], "visitorid"));
        var item = EventJson.Required(cells[3], "itemid");
        var transaction = cells.Length == 5 ? cells[4] : "";
        var name = cells[2] switch
        {
            "view" => "Product Viewed",
            "addtocart" => "Product Added",
            "transaction" => "Order Completed",
            _ => throw new BadLineException("the event is none of view, addtocart, transaction"),
        };
        var json = EventJson.Track(name, client, EventJson.Id(Format, number, line), at, writer =>
        {
            if (name != "Order Completed")
            {
                EventJson.Piece(writer, item);
                return;
            }

            EventJson.Bought(writer, item);
            writer.WriteString("order_id", EventJson.Required(transaction, "transactionid"));
        });
        return [new ImportRow(number, client, json)];
    }
}
