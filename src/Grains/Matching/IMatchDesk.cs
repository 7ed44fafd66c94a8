namespace Luxe.Grains.Matching;

/// <summary>
/// Where clients with similar names and one birthday meet. Stateless, any key; use <see cref="Key"/>. A client's grain calls it as an errand,
/// at least once: both verbs may be repeated. It calls no client.
/// </summary>
[Alias("luxe.IMatchDesk")]
internal interface IMatchDesk : IGrainWithStringKey
{
    /// <summary>The key by which everybody calls it.</summary>
    public const string Key = "match";

    /// <summary>Files her under her card's keys, and queues her with each of the few that are filed there too.</summary>
    [Alias("Join")] Task Join(string customerId, NameCard card);

    /// <summary>Takes her out: her card changed, or her tier no longer holds it.</summary>
    [Alias("Leave")] Task Leave(string customerId, NameCard card);
}
