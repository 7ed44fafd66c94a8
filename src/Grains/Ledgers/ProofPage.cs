using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;
using Luxe.Grains.Policies;

namespace Luxe.Grains.Ledgers;

/// <summary>A proof as a page to be printed: no script, nothing from elsewhere, every value encoded.</summary>
internal sealed class ProofPage
{
    private const string Style = """
        body{font:15px/1.5 Georgia,serif;color:#1c1a17;max-width:52rem;margin:2rem auto;padding:0 1rem}
        h1{font-weight:400;font-size:2rem;margin:0 0 .5rem}h2{font-weight:400;font-size:1.3rem;margin:2rem 0 .5rem}
        table{border-collapse:collapse;width:100%;margin:0 0 1rem}th,td{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0}
        th{font-weight:400;color:#655f56;width:12rem}section{border-top:1px solid #cfc8bc;padding-top:1rem;break-inside:avoid}
        code{font:12px/1.4 monospace;overflow-wrap:anywhere}.verdict{font-size:1.1rem}.broken{color:#9b1c1c;font-weight:700}
        @media print{body{margin:0;max-width:none;font-size:11pt}a{color:inherit}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _html = new(16 * 1024);
    private readonly ProofWords _words;
    private readonly Notice? _names;

    private ProofPage(ProofWords words, Notice? names) => (_words, _names) = (words, names);

    /// <summary>Draws it.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="words">The page's language.</param>
    /// <param name="names">What tiers, uses and purposes are called in that language.</param>
    public static string Write(ConsentProof proof, ProofWords words, Notice? names)
    {
        var page = new ProofPage(words, names);
        page.Head(proof);
        foreach (var ledger in proof.Ledgers)
        {
            page.Ledger(ledger);
        }

        page.Foot(proof);
        return page._html.ToString();
    }

    private void Head(ConsentProof proof)
    {
        Raw($"<!DOCTYPE html>\n<html lang=\"{_words.Locale}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        Text(_words.Title);
        Raw("</title>\n<style>\n" + Style + "\n</style>\n</head>\n<body>\n");
        Element("h1", _words.Title);
        Element("p", _words.Lead);
        Raw("<table>\n");
        Row(_words.Pseudonym, proof.Pseudonym, isCode: true);
        Row(_words.Client, proof.CustomerId ?? _words.Erased, isCode: proof.CustomerId is not null);
        Row(_words.MadeAt, Time(proof.MadeAt));
        Raw("</table>\n");
    }

    private void Ledger(ProofLedger ledger)
    {
        Element("h2", $"{_words.Ledger} {ledger.Id}");
        Raw(ledger.FirstBreak is null ? "<p class=\"verdict\">" : "<p class=\"verdict broken\">");
        Text(ledger.FirstBreak is { } broken ? string.Format(CultureInfo.InvariantCulture, _words.Broken, broken) : _words.Whole);
        Raw("</p>\n");
        foreach (var entry in ledger.Entries)
        {
            Entry(entry);
        }

        Element("h2", _words.Anchors);
        if (ledger.Anchors.IsEmpty)
        {
            Element("p", _words.NoAnchor);
            return;
        }

        Raw("<table>\n");
        foreach (var anchor in ledger.Anchors)
        {
            Row(string.Create(CultureInfo.InvariantCulture, $"{anchor.Anchor.Day:yyyy-MM-dd} · {anchor.Seq}"), anchor.Anchor.Root, isCode: true);
        }

        Raw("</table>\n");
    }

    private void Entry(ProofEntry each)
    {
        var (entry, decision) = (each.Entry, each.Entry.Decision);
        Raw("<section>\n<table>\n");
        Row(_words.Decisions, entry.Seq.ToString(CultureInfo.InvariantCulture));
        Row(_words.Decided, Time(decision.DecidedAt));
        if (entry.WrittenAt is { } written)
        {
            Row(_words.Written, Time(written));
        }

        Row(_words.Allowed, string.Join("; ", Allowed(decision)));
        Row(_words.Changed, each.Changed.IsEmpty ? _words.Same : string.Join("; ", each.Changed.Select(Change)));
        Row(_words.Notice, decision.Locale is { } locale ? $"{decision.NoticeVersion} ({locale})" : decision.NoticeVersion);
        Row(_words.Channel, decision.Channel);
        Row(_words.By, decision.Actor == "client" ? _words.HerSelf : decision.Actor);
        if (decision.Evidence is { } evidence)
        {
            Row(_words.Evidence, evidence);
        }

        Row("SHA-256", entry.Hash, isCode: true);
        Raw("</table>\n</section>\n");
    }

    private IEnumerable<string> Allowed(ConsentDecision decision)
    {
        yield return Name("tier:" + PolicyNames.Of(decision.Tier));
        foreach (var (name, _) in PolicyNames.Purposes.Where(purpose => decision.Purposes.HasFlag(purpose.Value)).OrderBy(static purpose => purpose.Value))
        {
            yield return Name("purpose:" + name);
        }

        foreach (var use in DataUsesOf.All.Where(use => decision.Withheld.HasFlag(use)))
        {
            yield return $"{_words.Withheld}: {Name("use:" + PolicyNames.Of(use))}";
        }

        if (decision.LeaveMeAlone)
        {
            yield return _words.LeftAlone;
        }
    }

    private string Change(string code) => code switch
    {
        "+" + LedgerChange.LeaveMeAlone => _words.LeftAlone,
        "-" + LedgerChange.LeaveMeAlone => _words.NoLongerLeftAlone,
        _ when code.StartsWith(LedgerChange.Tier, StringComparison.Ordinal) => string.Join(" → ", code[LedgerChange.Tier.Length..].Split("->").Select(tier => Name(LedgerChange.Tier + tier))),
        _ when code.StartsWith(LedgerChange.Notice, StringComparison.Ordinal) => $"{_words.Notice} {code[LedgerChange.Notice.Length..].Replace("->", " → ", StringComparison.Ordinal)}",
        _ when code[1..].StartsWith(LedgerChange.Withheld, StringComparison.Ordinal) =>
            $"{Name("use:" + code[(1 + LedgerChange.Withheld.Length)..])} ({(code[0] == '+' ? _words.Withheld : _words.Released)})",
        _ => $"{Name("purpose:" + code[1..])} ({(code[0] == '+' ? _words.Granted : _words.Withdrawn)})",
    };

    private void Foot(ConsentProof proof)
    {
        Element("h2", _words.Notices);
        foreach (var notice in proof.Notices)
        {
            Raw("<section>\n");
            Element("p", $"{_words.Notice} {notice.Version} ({notice.Locale}){(notice.Words is { } words ? $": {words.Title}" : null)}");
            Raw("<table>\n");
            if (notice.Sha256 is { } sum)
            {
                Row("SHA-256", sum, isCode: true);
            }

            foreach (var text in notice.Words?.Texts ?? [])
            {
                Row(text.Name, $"{text.Means} {text.Example}");
            }

            Raw("</table>\n");
            if (notice.Words is null)
            {
                Element("p", _words.NotKept);
            }

            Raw("</section>\n");
        }

        Element("h2", _words.Check);
        Raw("<p lang=\"en\">");
        Text(proof.How);
        Raw("</p>\n</body>\n</html>\n");
    }

    private string Name(string of) => _names?.Find(of)?.Name ?? of[(of.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private void Row(string name, string value, bool isCode = false)
    {
        Raw("<tr><th scope=\"row\">");
        Text(name);
        Raw(isCode ? "</th><td><code>" : "</th><td>");
        Text(value);
        Raw(isCode ? "</code></td></tr>\n" : "</td></tr>\n");
    }

    private void Element(string tag, string text)
    {
        Raw($"<{tag}>");
        Text(text);
        Raw($"</{tag}>\n");
    }

    private void Text(string text) => _html.Append(Encoder.Encode(text));

    private void Raw(string html) => _html.Append(html);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
