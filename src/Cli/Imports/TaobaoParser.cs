namespace Luxe.Cli.Imports;

/// <summary>Taobao's UserBehavior: user, item, category, behaviour (pv, cart, fav, buy), Unix seconds; with or without a header.</summary>
internal sealed class TaobaoParser : ILineParser
{
    public string Format => "taobao";

    public int Lanes => 4;

    public bool IsHeader(string line) => line.StartsWith("user", StringComparison.OrdinalIgnoreCase) && !char.IsAsciiDigit(line[^1]);

    public IEnumerable<ImportRow> Parse(long number, string line)
    {
        var cells = line.Split(',');
        if (cells.Length != 5)
        {
            throw new BadLineException($"has {cells.Length} columns, not 5");
        }

        var client = new ClientKey("userId", EventJson.Required(cells[0], "user_id"));
        var (item, category) = (EventJson.Required(cells[1], "item_id"), EventJson.Required(cells[2], "category_id"));
        var name = cells[3] switch
        {
            "pv" => "Product Viewed",
            "cart" => "Product Added",
            "fav" => "Product Added to Wishlist",
            "buy" => "Order Completed",
            _ => throw new BadLineException("the behaviour is none of pv, cart, fav, buy"),
        };
        var at = EventJson.Moment(cells[4], TimeSpan.TicksPerSecond);
        var json = EventJson.Track(name, client, EventJson.Id(Format, number, line), at, writer =>
        {
            if (name == "Order Completed")
            {
                EventJson.Bought(writer, item, category);
            }
            else
            {
                EventJson.Piece(writer, item, category);
            }
        });
        return [new ImportRow(number, client, json)];
    }
}
