namespace Luxe.Grains.Identity;

/// <summary>Whose addresses are one mailbox however they are varied.</summary>
public enum MailboxVariants
{
    /// <summary>Nobody's: every spelling is an address of its own.</summary>
    KeepApart = 0,

    /// <summary>Of providers that are known to deliver every variant to one mailbox.</summary>
    KnownProviders = 1,

    /// <summary>Everybody's.</summary>
    Unite = 2,
}

/// <summary>What counts as the same token. Keys are derived from it: a later change makes those whom it concerns strangers.</summary>
public sealed record IdentityOptions
{
    /// <summary>
    /// Whether <c>alex+shop@</c> is <c>alex@</c>. Default: at providers that say so (Gmail, Outlook, iCloud, Fastmail, Proton, Yandex). Elsewhere
    /// a plus may begin somebody else's mailbox, and uniting two people is worse than asking a human about one.
    /// </summary>
    public MailboxVariants PlusAddressing { get; init; } = MailboxVariants.KnownProviders;

    /// <summary>Whether <c>a.lex@</c> is <c>alex@</c>. Default: at Gmail, which says so; <see cref="MailboxVariants.Unite"/> is refused, since nearly everywhere else dots count.</summary>
    public MailboxVariants Dots { get; init; } = MailboxVariants.KnownProviders;

    /// <summary>
    /// Where a phone number without country code is from when the event does not say (ISO 3166-1 alpha-2). Default none: such a number is then
    /// no token at all, because the same digits ring in many countries.
    /// </summary>
    public string? DefaultCountry { get; init; }

    /// <summary>How long a silo may go on believing whose a strong token is. They never move; only a release may be seen this much later. Default 30 seconds.</summary>
    public TimeSpan BelieveFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether <see cref="Validate"/> would pass.</summary>
    public bool IsValid
    {
        get
        {
            try
            {
                Validate();
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    /// <summary>Throws <see cref="ArgumentException"/> naming the first bad value.</summary>
    public void Validate()
    {
        Require(Enum.IsDefined(PlusAddressing), nameof(PlusAddressing), PlusAddressing, "one of KeepApart, KnownProviders, Unite");
        Require(Dots is MailboxVariants.KeepApart or MailboxVariants.KnownProviders, nameof(Dots), Dots, "KeepApart or KnownProviders");
        Require(DefaultCountry is null || Countries.Find(DefaultCountry) is not null, nameof(DefaultCountry), DefaultCountry, "a country with telephones, as two letters of ISO 3166-1");
        Require(BelieveFor >= TimeSpan.Zero && BelieveFor <= TimeSpan.FromMinutes(10), nameof(BelieveFor), BelieveFor, "0 to 10 minutes");
    }

    private static void Require(bool holds, string name, object? value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException($"Identity option {name} is {value}; it must be {wanted}.", name);
        }
    }
}
