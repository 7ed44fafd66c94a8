using System.Globalization;
using System.Text.Json;

namespace Luxe.Cli.Imports;

/// <summary>H&amp;M's customers.csv: an identify call per client; who reads the fashion news granted e-mail.</summary>
internal sealed class HmCustomersParser : ILineParser
{
    private CsvColumns? _columns;

    public string Format => "hm-customers";

    public int Lanes => 4;

    public bool IsHeader(string line)
    {
        _columns = new CsvColumns(line);
        return true;
    }

    public IEnumerable<ImportRow> Parse(long number, string line)
    {
        var row = _columns!.Read(line);
        var client = new ClientKey("userId", row.Required("customer_id"));
        var traits = new Dictionary<string, object>();
        if (row["club_member_status"] is { Length: > 0 } membership)
        {
            traits["membership"] = membership;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(new { type = "identify", userId = client.Id, messageId = EventJson.Id(Format, number, line), traits });
        var news = row["fashion_news_frequency"];
        return [new ImportRow(number, client, json) { Purposes = news is "Regularly" or "Monthly" ? ["email"] : [] }];
    }
}

/// <summary>H&amp;M's transactions.csv: each line is one piece bought; the lines of a client and day are one order.</summary>
/// <param name="scale">The published prices are scaled; times 590 they are prices that end in .99.</param>
/// <param name="currency">Currency to put them in.</param>
internal sealed class HmTransactionsParser(decimal scale, string currency) : ILineParser
{
    private CsvColumns? _columns;

    public string Format => "hm-transactions";

    public int Lanes => 4;

    public bool IsHeader(string line)
    {
        _columns = new CsvColumns(line);
        return true;
    }

    public IEnumerable<ImportRow> Parse(long number, string line)
    {
        var row = _columns!.Read(line);
        var client = new ClientKey("userId", row.Required("customer_id"));
        var article = row.Required("article_id");
        if (!DateOnly.TryParseExact(row["t_dat"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            throw new BadLineException("t_dat is not a date (yyyy-MM-dd)");
        }

        if (!decimal.TryParse(row["price"], NumberStyles.Float, CultureInfo.InvariantCulture, out var price) || price < 0 || price > 1_000_000)
        {
            throw new BadLineException("price is not an amount");
        }

        var amount = decimal.Round(price * scale, 2);
        var at = new DateTimeOffset(date, new TimeOnly(12, 0), TimeSpan.Zero);
        var json = EventJson.Track("Order Completed", client, EventJson.Id(Format, number, line), at, writer =>
        {
            EventJson.Bought(writer, article, price: amount);
            writer.WriteNumber("total", amount);
            writer.WriteString("currency", currency);
            writer.WriteString("order_id", string.Create(CultureInfo.InvariantCulture, $"hm-{date:yyyyMMdd}-{client.Id[..Math.Min(12, client.Id.Length)]}"));
        });
        return [new ImportRow(number, client, json)];
    }
}
