using System.Text;

namespace Luxe.Storage.Rights;

/// <summary>Whom a row of the house's lists names: candidates and merges name two, a match row ends in one.</summary>
internal static class ListedRow
{
    private const char Between = '~';

    public static bool Names(string kind, string id, ReadOnlySpan<byte> payload, string customer) => kind switch
    {
        "match" => id.Length > customer.Length && id[^(customer.Length + 1)] == Between && id.EndsWith(customer, StringComparison.Ordinal),
        "merge-candidate" => id.Split(Between).Contains(customer),
        "merge" => id.Split(Between).Contains(customer) || payload.IndexOf(Encoding.UTF8.GetBytes($"\"{customer}\"")) >= 0,
        _ => false,
    };
}
