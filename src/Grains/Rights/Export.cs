using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Rights;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Policies;
using Luxe.Storage;

namespace Luxe.Grains.Rights;

/// <summary>
/// Everything that is held of a person, section by section, each in parts of at most 500 rows, so that no life is ever in memory. Rows that a merge put out of
/// use are held, so they are hers. A row of a journal is in just one section, once.
/// </summary>
internal sealed class Export(
    IGrainFactory grains, IJournal journal, ILedger ledger, IAccessLog looks, IRemains remains, IPolicyBook policies, Person person, Viewer viewer)
{
    private const int PartRows = 500;

    private static readonly ExportJson Form = ExportJson.Default;

    private readonly string[] _ids = [person.CustomerId, .. person.Doors];

    private ImmutableArray<(string Name, ImmutableArray<string> Columns, Func<string, Task<(IEnumerable<string> Rows, string? Next)>> Read)> Sections =>
    [
        ("profile", Columns(Form.CustomerProfile), Profile),
        ("inferences", Columns(Form.ClientBrief), Inferences),
        ("interactions", Columns(Form.ExportedInteraction), after => Journal(after, Interaction)),
        ("prompts", Columns(Form.ExportedPrompt), after => Journal(after, Prompt)),
        ("other-rows", Columns(Form.ExportedRow), after => Journal(after, Other)),
        ("consents", Columns(Form.ExportedConsent), Consents),
        ("notices", Columns(Form.ExportedNotice), Notices),
        ("who-looked", Columns(Form.Look), Looks),
        ("recipients", Columns(Form.RecipientRow), Recipients),
        ("identities", Columns(Form.ExportedIdentity), Identities),
        ("held", Columns(Form.ExportedUse), _ => Once(Held())),
    ];

    /// <summary>The part behind a cursor; empty sections are parts too, so that each is named.</summary>
    public async Task<ExportPart> Part(string? after)
    {
        var sections = Sections;
        var (place, cursor) = Parse(after, sections.Length);
        var (name, columns, read) = sections[place];
        var (rows, next) = await read(cursor);
        return new ExportPart(name, columns, [.. rows], next is not null ? Cursor(place, next) : place + 1 < sections.Length ? Cursor(place + 1, "") : null);
    }

    private static string Cursor(int place, string inner) => string.Create(CultureInfo.InvariantCulture, $"{place}:{inner}");

    private static (int Place, string Inner) Parse(string? after, int sections) => after is null ? (0, "")
        : after.IndexOf(':', StringComparison.Ordinal) is > 0 and var between && int.TryParse(after.AsSpan(0, between), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < sections
            ? (place, after[(between + 1)..])
            : throw new ArgumentException("The cursor is none of an export.", nameof(after));

    private static ImmutableArray<string> Columns(JsonTypeInfo type) => [.. type.Properties.Select(static property => property.Name)];

    private static string Text<T>(T value, JsonTypeInfo<T> form) => JsonSerializer.Serialize(value, form);

    private static Task<(IEnumerable<string>, string?)> Once(IEnumerable<string> rows) => Task.FromResult<(IEnumerable<string>, string?)>((rows, null));

    private async Task<(IEnumerable<string>, string?)> Profile(string after) =>
        (await grains.GetGrain<ICustomerViews>(person.CustomerId).GetProfile(Self) is { } profile ? [Text(profile, Form.CustomerProfile)] : [], null);

    private async Task<(IEnumerable<string>, string?)> Inferences(string after) =>
        (await grains.GetGrain<ICustomerViews>(person.CustomerId).GetBrief(Self) is { } brief ? [Text(brief, Form.ClientBrief)] : [], null);

    // The officer's own view is cut; an export is the client's, whoever carries it to her.
    private Viewer Self => viewer with { Role = viewer.Role == ViewerRole.PrivacyOfficer ? ViewerRole.Client : viewer.Role };

    /// <summary>Rows of all her journals, one after the other; the cursor says which, and behind which row.</summary>
    private async Task<(IEnumerable<string>, string?)> Journal(string after, Func<string, JournalRow, CustomerEvent?, string?> tell)
    {
        var (life, seq) = Place(after);
        var rows = new List<string>();
        for (; life < _ids.Length; life++, seq = 0)
        {
            var read = 0;
            await foreach (var row in journal.ReadAsync(_ids[life], seq, PartRows))
            {
                read++;
                seq = row.Seq;
                if (tell(_ids[life], row, CustomerRows.FromRow(row).Event) is { } text)
                {
                    rows.Add(text);
                }
            }

            if (read == PartRows)
            {
                return (rows, string.Create(CultureInfo.InvariantCulture, $"{life}|{seq}"));
            }

            if (rows.Count > 0 && life + 1 < _ids.Length)
            {
                return (rows, string.Create(CultureInfo.InvariantCulture, $"{life + 1}|0"));
            }
        }

        return (rows, null);
    }

    private static (int Life, long Seq) Place(string after) => after.Split('|') is [var life, var seq]
        ? (int.Parse(life, CultureInfo.InvariantCulture), long.Parse(seq, CultureInfo.InvariantCulture))
        : (0, 0);

    private static string? Interaction(string record, JournalRow row, CustomerEvent? @event) => @event is not InteractionRecorded { Interaction: var it } step ? null : Text(
        new ExportedInteraction(
            record,
            row.Seq,
            it.EventId,
            it.Kind.ToString(),
            it.OccurredAt,
            it.ReceivedAt,
            it.Channel.ToString(),
            it.Name,
            it.Category,
            it.Query,
            it.Topic,
            it.Dwell?.TotalSeconds,
            it.Value,
            it.Currency,
            it.Reference,
            it.StoreId,
            it.AssociateId,
            it.DeviceId,
            step.Origin,
            it.Items.IsDefault ? [] : it.Items,
            it.Traits),
        Form.ExportedInteraction);

    private static string? Prompt(string record, JournalRow row, CustomerEvent? @event) => @event is not PromptRaised { Prompt: var it } ? null : Text(
        new ExportedPrompt(record, row.Seq, it.PromptId, it.Kind.ToString(), it.Headline, it.Reason, it.Products, it.Tier.ToString(), it.RaisedAt, it.ExpiresAt), Form.ExportedPrompt);

    private static string? Other(string record, JournalRow row, CustomerEvent? @event) => @event is InteractionRecorded or PromptRaised ? null : Text(
        new ExportedRow(record, row.Seq, row.EventId, row.Kind, row.OccurredAt, row.ReceivedAt, row.IsRedacted, Content(row)), Form.ExportedRow);

    private static JsonElement? Content(JournalRow row)
    {
        try
        {
            return row.Payload.IsEmpty ? null : JsonElement.Parse(row.Payload.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<(IEnumerable<string>, string?)> Consents(string after)
    {
        var rows = new List<string>();
        foreach (var (id, entry) in await Entries())
        {
            var it = entry.Decision;
            rows.Add(Text(
                new ExportedConsent(
                    id,
                    entry.Seq,
                    it.Tier.ToString(),
                    it.Purposes.ToString(),
                    it.Withheld.ToString(),
                    it.LeaveMeAlone,
                    it.NoticeVersion,
                    it.Locale,
                    it.Channel,
                    it.Actor,
                    it.Evidence,
                    it.DecidedAt,
                    entry.WrittenAt,
                    entry.Hash,
                    entry.PreviousHash),
                Form.ExportedConsent));
        }

        return (rows, null);
    }

    /// <summary>A client decides a few times in her life.</summary>
    private async Task<List<(string Id, LedgerEntry Entry)>> Entries()
    {
        var entries = new List<(string, LedgerEntry)>();
        foreach (var id in _ids)
        {
            await foreach (var row in ledger.ReadAsync(id))
            {
                entries.Add((id, ConsentLedger.Read(row)));
            }
        }

        return entries;
    }

    private async Task<(IEnumerable<string>, string?)> Notices(string after)
    {
        var shown = (await Entries()).Select(static entry => (entry.Entry.Decision.NoticeVersion, entry.Entry.Decision.Locale)).Distinct();
        return (
            from one in shown
            let policy = policies.Find(one.NoticeVersion)
            where policy is not null && policy.Version == one.NoticeVersion
            from notice in policy.Notices
            where one.Locale is null || notice.Locale == one.Locale || one.Locale.StartsWith(notice.Locale + "-", StringComparison.OrdinalIgnoreCase)
            from text in notice.Texts
            select Text(new ExportedNotice(policy.Version, notice.Locale, notice.Title, text.Of, text.Name, text.Means, text.Example), Form.ExportedNotice), null);
    }

    private async Task<(IEnumerable<string>, string?)> Looks(string after)
    {
        var (life, before) = Place(after);
        var page = await looks.ReadByCustomerAsync(_ids[life], PartRows, before == 0 ? long.MaxValue : before);
        var next = page.Length == PartRows ? string.Create(CultureInfo.InvariantCulture, $"{life}|{page[^1].Id}")
            : life + 1 < _ids.Length ? string.Create(CultureInfo.InvariantCulture, $"{life + 1}|0") : null;
        return (page.Select(static row => Text(RightsGrain.ToLook(row), Form.Look)), next);
    }

    private async Task<(IEnumerable<string>, string?)> Recipients(string after)
    {
        var all = await Task.WhenAll(_ids.Select(id => remains.ReadRecipientsAsync(id)));
        return (all.SelectMany(static rows => rows).Select(static row => Text(row, Form.RecipientRow)), null);
    }

    private async Task<(IEnumerable<string>, string?)> Identities(string after)
    {
        var all = await Task.WhenAll(_ids.Select(async id => new ExportedIdentity(id, (await remains.ReadTokensAsync(id)).Length)));
        return (all.Select(static row => Text(row, Form.ExportedIdentity)), null);
    }

    private IEnumerable<string> Held() => DataUsesOf.All.Select(use => Text(
        new ExportedUse(
            JsonNamingPolicy.CamelCase.ConvertName(use.ToString()),
            DataUsesOf.TierOf(use).ToString(),
            person.Consent.Uses(use),
            (person.Consent.Withheld & use) != DataUses.None,
            policies.Keep(person.Consent, JsonNamingPolicy.CamelCase.ConvertName(use.ToString()), null)?.TotalDays),
        Form.ExportedUse));
}
