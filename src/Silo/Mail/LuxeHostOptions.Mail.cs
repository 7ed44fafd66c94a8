using Luxe.Silo.Mail;

namespace Luxe.Silo.Hosting;

public sealed partial record LuxeHostOptions
{
    /// <summary>How letters leave the house; null: as the environment says (<see cref="MailOptions.Read"/>).</summary>
    public MailOptions? Mail { get; init; }
}
