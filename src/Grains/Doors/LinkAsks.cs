using System.Threading.Channels;
using Luxe.Contracts.Identity;

namespace Luxe.Grains.Doors;

/// <summary>A request for a link by e-mail.</summary>
/// <param name="Email">The address in the house's one form of it.</param>
/// <param name="Locale">The language of the letter.</param>
public sealed record LinkAsk(IdentityToken Email, string Locale);

/// <summary>
/// Requests on their way to whoever writes the letters. In memory alone, because an address is stored nowhere: what a restart loses is asked for again.
/// Full, it drops: a flood must cost neither memory nor the time of those who wait behind it.
/// </summary>
public sealed class LinkAsks
{
    private const int Waiting = 1_000;

    private readonly Channel<LinkAsk> _asks = Channel.CreateBounded<LinkAsk>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    /// <summary>Adds a request; false when too many wait.</summary>
    public bool TryAdd(LinkAsk ask) => _asks.Writer.TryWrite(ask);

    /// <summary>The requests as they come; for one reader.</summary>
    public IAsyncEnumerable<LinkAsk> ReadAsync(CancellationToken cancellationToken) => _asks.Reader.ReadAllAsync(cancellationToken);
}
