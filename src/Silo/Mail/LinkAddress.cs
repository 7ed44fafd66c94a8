using Luxe.Contracts.Doors;

namespace Luxe.Silo.Mail;

/// <summary>The address of a link. Stated by the house: a request could claim any host, and would be sent the client's token there.</summary>
/// <param name="Base">Under which clients reach the house.</param>
internal sealed record LinkAddress(Uri Base)
{
    private static readonly string[] Anywhere = ["*", "+", "0.0.0.0", "[::]"];

    /// <summary>The stated address, else the one that the house listens on; where it listens everywhere, this machine's.</summary>
    public static LinkAddress From(Uri? stated, string listening)
    {
        if (stated is not null)
        {
            return new LinkAddress(stated);
        }

        var binding = BindingAddress.Parse(listening.Split(';')[0]);
        return new LinkAddress(new UriBuilder(binding.Scheme, Anywhere.Contains(binding.Host) ? "localhost" : binding.Host, binding.Port).Uri);
    }

    public Uri Of(ClientLink link) => new(Base, $"/me/enter?k={link.Token}");
}
