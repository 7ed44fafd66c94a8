using System.Collections.Immutable;
using Luxe.ClientelingApp.Clients;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>What her page of choices shows.</summary>
/// <param name="Consent">What she allows now.</param>
/// <param name="Notice">The words under which that holds.</param>
/// <param name="Asks">What a newer version would add, with its words; empty when it asks nothing.</param>
/// <param name="Sight">What an associate sees of her now; null when there is nothing.</param>
public sealed record PreferencesView(ConsentView Consent, NoticeBook Notice, ImmutableArray<AskedOfHer> Asks, ClientSight? Sight);

/// <summary>Something that a newer notice adds.</summary>
/// <param name="Ask">What.</param>
/// <param name="Text">The newer notice's words for it.</param>
public sealed record AskedOfHer(PolicyAsk Ask, NoticeText Text);

/// <summary>What became of a tap.</summary>
public enum Tapped
{
    /// <summary>What she chose holds.</summary>
    Taken,

    /// <summary>It was no choice of hers.</summary>
    NoChoice,

    /// <summary>Whoever is in was erased meanwhile: nothing can be decided for her any more.</summary>
    Nobody,
}

/// <summary>The one facade of her pages.</summary>
public sealed partial class PreferencesDesk(IGrainFactory grains, ClientReader clients, ClientSights sights, TimeProvider time) : IDisposable
{
    // A decision is written whole: two taps of one client that are on their way together must not take each other back.
    private readonly ImmutableArray<SemaphoreSlim> _turns = [.. Enumerable.Range(0, 64).Select(static _ => new SemaphoreSlim(1))];

    private IPolicies Policies => grains.GetGrain<IPolicies>(IPolicies.Key);

    /// <summary>What she allows, in which words, and what is to be seen of her at this moment.</summary>
    public async Task<PreferencesView> Look(ClientGuest guest, PreferenceWords words)
    {
        var consent = await clients.Consent(guest.CustomerId);
        var asks = await Policies.Asks(guest.CustomerId);
        var notice = await Shown(consent, asks, words);
        var newer = asks.IsEmpty ? notice : await Current(words);
        var sight = await sights.Read(guest.For("preview"), guest.CustomerId);
        return new PreferencesView(consent, notice, [.. asks.Select(ask => new AskedOfHer(ask, newer.Asked(ask)))], sight);
    }

    /// <summary>Takes a tap: durable and in effect everywhere when it returns. A tap that changes nothing writes nothing.</summary>
    public async Task<Tapped> Decide(ClientGuest guest, PreferenceWords words, string? tap)
    {
        var turn = _turns[(int)((uint)guest.CustomerId.GetHashCode(StringComparison.Ordinal) % (uint)_turns.Length)];
        await turn.WaitAsync();
        try
        {
            var now = await clients.Consent(guest.CustomerId);
            if (Choices.Apply(now, tap) is not { } wanted)
            {
                return Tapped.NoChoice;
            }

            if (tap == Choices.Agree || wanted != now)
            {
                var asks = await Policies.Asks(guest.CustomerId);

                // While a newer notice asks for more, what she switches stays under the one that she knows: nothing widens by the way.
                var notice = tap == Choices.Agree ? await Current(words) : await Shown(now, asks, words);
                var holds = await grains.GetGrain<ICustomerGrain>(guest.CustomerId).Decide(Decision(guest, wanted, notice));
                return holds.DecidedAt is null ? Tapped.Nobody : Tapped.Taken;
            }

            return Tapped.Taken;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Every decision of hers, its hashes checked, and the words to tell them in.</summary>
    public async Task<(LedgerView Ledger, NoticeBook Notice)> History(ClientGuest guest, PreferenceWords words) =>
        (await clients.Ledger(guest.For("own decisions"), guest.CustomerId), await Current(words));

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var turn in _turns)
        {
            turn.Dispose();
        }
    }

    private ConsentDecision Decision(ClientGuest guest, ConsentView wanted, NoticeBook notice)
    {
        var now = time.GetUtcNow();
        return new ConsentDecision(
            $"me-{guest.Session}-{now.UtcTicks}", wanted.Tier, wanted.Purposes, notice.Version, notice.Locale, guest.DecidedIn, "client", now,
            wanted.Withheld, wanted.LeaveMeAlone, guest.Evidence);
    }

    private async Task<NoticeBook> Shown(ConsentView consent, ImmutableArray<PolicyAsk> asks, PreferenceWords words) =>
        !asks.IsEmpty && consent.NoticeVersion is { } hers && await Policies.GetNotice(hers, words.Tag) is { } notice ? new NoticeBook(hers, notice, words) : await Current(words);

    private async Task<NoticeBook> Current(PreferenceWords words)
    {
        var version = (await Policies.GetCurrent()).Version;
        var notice = await Policies.GetNotice(version, words.Tag) ?? throw new InvalidOperationException($"The policy {version} has no words.");
        return new NoticeBook(version, notice, words);
    }
}
