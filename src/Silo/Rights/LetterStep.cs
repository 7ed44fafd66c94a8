using System.Buffers;
using System.Text.Json;
using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;
using Luxe.Grains.Rights;
using Luxe.Storage;

namespace Luxe.Silo.Rights;

/// <summary>
/// Dead letters that name her. They could not be parsed, so any text in them that is one of her tokens counts, in whatever field. Before her tokens are
/// released: afterwards nobody could tell.
/// </summary>
internal sealed class LetterStep(IDeadLetters letters, IRemains remains, Introductions introductions) : IErasureStep
{
    private const int Page = 500;
    private static readonly IdentityKind[] Kinds = Enum.GetValues<IdentityKind>();

    public string System => "dead letters";

    public int Place => 9;

    public async Task<long> Run(ErasedPerson person)
    {
        var hers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in person.Ids)
        {
            hers.UnionWith(await remains.ReadTokensAsync(id.CustomerId));
        }

        var deleted = 0L;
        for (long? after = hers.Count == 0 ? null : 0; after is { } from;)
        {
            var page = await letters.ListAsync(Page, from, includeReplayed: true);
            foreach (var letter in page.Where(letter => Names(letter.Letter.Payload, hers)))
            {
                deleted += await letters.DeleteAsync(letter.Id) ? 1 : 0;
            }

            after = page.Length < Page ? null : page[^1].Id;
        }

        return deleted;
    }

    private bool Names(ReadOnlyMemory<byte> payload, HashSet<string> hers)
    {
        var texts = Texts(payload);

        // A number without its calling code is hers under the country that was sent with it.
        string?[] countries = [null, .. texts.Where(static text => text.Length == 2).Select(static text => text.ToUpperInvariant()).Distinct()];
        return texts.Exists(text => Kinds.Any(kind => (kind == IdentityKind.Phone ? countries : [null])
            .Any(country => introductions.KeyOf(new IdentityToken(kind, text, country)) is { } key && hers.Contains(key))));
    }

    private static List<string> Texts(ReadOnlyMemory<byte> payload)
    {
        var texts = new List<string>();
        var reader = new Utf8JsonReader(payload.Span, new JsonReaderOptions { MaxDepth = 1_000 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String)
                {
                    texts.Add(reader.GetString()!);
                }
                else if (reader.TokenType is JsonTokenType.Number)
                {
                    texts.Add(global::System.Text.Encoding.ASCII.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan.ToArray()));
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // What cannot be read further is looked at as far as it can.
        }

        return texts;
    }
}
