using System.Globalization;
using System.Net;
using System.Text;
using Luxe.Contracts.Rights;

namespace Luxe.Silo.Rights;

/// <summary>The readable half of an export: one page, no script, nothing from elsewhere.</summary>
internal static class ExportPage
{
    public const string End = "</tbody></table></section>\n";

    public const string Tail = "</main></body></html>\n";

    private const string Style = "body{font:16px/1.5 Georgia,serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#222}table{border-collapse:collapse;font:13px/1.4 sans-serif;width:100%}th,td{border-bottom:1px solid #ddd;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}section{margin-top:2.5rem;overflow-x:auto}";

    public static string Head(ExportWords words, DateTimeOffset madeAt) =>
        $"<!doctype html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\"><title>{Safe(words.Title)}</title><style>{Style}</style></head><body><main><h1>{Safe(words.Title)}</h1><p>{Safe(words.Intro)} <time>{madeAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}</time></p>\n";

    public static string Begin(ExportWords words, ExportPart part) =>
        $"<section><h2>{Safe(words.Section(part.Section))}</h2><table><thead><tr>{string.Concat(part.Columns.Select(static column => $"<th scope=\"col\">{Safe(column)}</th>"))}</tr></thead><tbody>\n";

    public static string Row(IEnumerable<string> cells)
    {
        var row = new StringBuilder("<tr>");
        foreach (var cell in cells)
        {
            row.Append("<td>").Append(Safe(cell)).Append("</td>");
        }

        return row.Append("</tr>\n").ToString();
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
