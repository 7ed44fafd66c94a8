using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;
using Luxe.Grains.Policies;

namespace Luxe.Grains.Ledgers;

/// <summary>A proof as JSON: the form of version 1, which never changes; what is added is added behind.</summary>
internal static class ProofJson
{
    private const int Version = 1;
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ConsentProof proof)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("kind", "luxe.consent-proof");
            json.WriteNumber("form", Version);
            json.WriteString("pseudonym", proof.Pseudonym);
            json.WriteString("customerId", proof.CustomerId);
            json.WriteString("madeAt", Time(proof.MadeAt));
            List(json, "ledgers", proof.Ledgers, Ledger);
            List(json, "notices", proof.Notices, Notice);
            json.WriteString("how", proof.How);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Ledger(Utf8JsonWriter json, ProofLedger ledger)
    {
        json.WriteString("id", ledger.Id);
        json.WriteBoolean("isWhole", ledger.FirstBreak is null);
        Number(json, "firstBreak", ledger.FirstBreak);
        List(json, "entries", ledger.Entries, Entry);
        List(json, "anchors", ledger.Anchors, Anchor);
    }

    private static void Entry(Utf8JsonWriter json, ProofEntry each)
    {
        var (entry, decision) = (each.Entry, each.Entry.Decision);
        json.WriteNumber("seq", entry.Seq);
        Words(json, "changed", each.Changed);
        json.WriteString("tier", PolicyNames.Of(decision.Tier));
        Words(json, "purposes", PolicyNames.Purposes.Where(purpose => decision.Purposes.HasFlag(purpose.Value)).OrderBy(static purpose => purpose.Value).Select(static purpose => purpose.Key));
        Words(json, "withheld", DataUsesOf.All.Where(use => decision.Withheld.HasFlag(use)).Select(static use => PolicyNames.Of(use)));
        json.WriteBoolean("leaveMeAlone", decision.LeaveMeAlone);
        json.WriteString("noticeVersion", decision.NoticeVersion);
        json.WriteString("locale", decision.Locale);
        json.WriteString("channel", decision.Channel);
        json.WriteString("actor", decision.Actor);
        json.WriteString("evidence", decision.Evidence);
        json.WriteString("decidedAt", Time(decision.DecidedAt));
        json.WriteString("writtenAt", entry.WrittenAt is { } at ? Time(at) : null);
        json.WriteString("payload", each.Payload);
        json.WriteString("previousHash", entry.PreviousHash);
        json.WriteString("hash", entry.Hash);
    }

    private static void Anchor(Utf8JsonWriter json, ProofAnchor each)
    {
        json.WriteNumber("number", each.Anchor.Number);
        json.WriteString("day", each.Anchor.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("seq", each.Seq);
        json.WriteString("hash", each.Hash);
        json.WriteString("previousRoot", each.Anchor.Previous);
        json.WriteString("root", each.Anchor.Root);
        json.WriteNumber("leaves", each.Anchor.Leaves);
        json.WriteString("madeAt", Time(each.Anchor.MadeAt));
    }

    private static void Notice(Utf8JsonWriter json, ProofNotice notice)
    {
        json.WriteString("version", notice.Version);
        json.WriteString("locale", notice.Locale);
        json.WriteString("sha256", notice.Sha256);
        json.WriteString("title", notice.Words?.Title);
        List(json, "texts", notice.Words?.Texts ?? [], Text);
    }

    private static void Text(Utf8JsonWriter json, NoticeText text)
    {
        json.WriteString("of", text.Of);
        json.WriteString("name", text.Name);
        json.WriteString("means", text.Means);
        json.WriteString("example", text.Example);
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Words(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
