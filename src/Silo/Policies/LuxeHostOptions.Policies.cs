namespace Luxe.Silo.Hosting;

public sealed partial record LuxeHostOptions
{
    /// <summary>Folder of the policy's files, one a version; null means <c>policy</c> in <see cref="DataDirectory"/>.</summary>
    public string? PolicyFolder { get; init; }
}
