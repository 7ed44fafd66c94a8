using System.Text.Json;

namespace Luxe.Cli.Demo;

/// <summary>A client before she meets the system: who she is, what she allows, what she did.</summary>
/// <param name="UserId">E-commerce user id.</param>
/// <param name="Card">Loyalty card, as its QR says it.</param>
/// <param name="Email">E-mail, if declared.</param>
/// <param name="Traits">Declared traits, in Segment's names.</param>
/// <param name="StoreId">Her store.</param>
/// <param name="AssociateId">In whose book she is, if anybody's.</param>
/// <param name="Steps">Decisions and events in order; the first is a decision.</param>
internal sealed record DemoClient(
    string UserId, string Card, string? Email, IReadOnlyDictionary<string, object> Traits, string StoreId, string? AssociateId, IReadOnlyList<DemoStep> Steps)
{
    /// <summary>Makes her known by her tokens alone, before she has decided anything.</summary>
    public byte[] Introduce() => Identify("hello", Tokens());

    /// <summary>What she declares once she has decided.</summary>
    public byte[] Declare()
    {
        var traits = Tokens();
        foreach (var (name, value) in Traits)
        {
            traits[name] = value;
        }

        return Identify("traits", traits);
    }

    private Dictionary<string, object> Tokens()
    {
        var tokens = new Dictionary<string, object> { ["card"] = Card };
        if (Email is not null)
        {
            tokens["email"] = Email;
        }

        return tokens;
    }

    private byte[] Identify(string suffix, Dictionary<string, object> traits) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type = "identify", userId = UserId, messageId = $"{UserId}-{suffix}", timestamp = Steps[0].At.UtcDateTime, traits });
}

/// <summary>A step of a life: exactly one of the two is there.</summary>
internal sealed record DemoStep(DateTimeOffset At, DemoEvent? Event, DemoDecision? Decision);

/// <summary>A consent decision.</summary>
internal sealed record DemoDecision(string EventId, string Tier, IReadOnlyList<string> Purposes, string NoticeVersion, string Channel, DateTimeOffset At)
{
    /// <summary>Uses that she withholds.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>Whether she wants to be left alone.</summary>
    public bool LeaveMeAlone { get; init; }

    public object ToBody(string? locale) => new
    {
        tier = Tier,
        purposes = Purposes.ToDictionary(name => name, _ => true),
        noticeVersion = NoticeVersion,
        channel = Channel,
        locale,
        eventId = EventId,
        decidedAt = At.UtcDateTime,
        withheld = Withheld,
        leaveMeAlone = LeaveMeAlone,
    };
}
