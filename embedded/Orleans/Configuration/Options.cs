namespace Orleans.Configuration;

/// <summary>Names of the cluster.</summary>
public class ClusterOptions
{
    /// <summary>The name of a cluster that has none.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The name of a service that has none.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>Names the set of silos that see each other.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>Names the service; stored states and reminders carry it.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}

/// <summary>The name of the silo.</summary>
public class SiloOptions
{
    /// <summary>The name.</summary>
    public string SiloName { get; set; } = "Silo";
}

/// <summary>How calls behave.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits. Default: 30 seconds.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a call that timed out before it started is dropped. Default: true.</summary>
    public bool DropExpiredMessages { get; set; } = true;

    /// <summary>Whether a call that timed out has its token cancelled. Default: true.</summary>
    public bool CancelRequestOnTimeout { get; set; } = true;
}

/// <summary>How calls made by grains behave.</summary>
public class SiloMessagingOptions : MessagingOptions;

/// <summary>How calls made from outside behave. In one process the silo's options decide.</summary>
public class ClientMessagingOptions : MessagingOptions;

/// <summary>When idle grains are deactivated.</summary>
public class GrainCollectionOptions
{
    /// <summary>The default of <see cref="CollectionQuantum"/>.</summary>
    public static readonly TimeSpan DEFAULT_COLLECTION_QUANTUM = TimeSpan.FromMinutes(1);

    /// <summary>The default of <see cref="DeactivationTimeout"/>.</summary>
    public static readonly TimeSpan DEFAULT_DEACTIVATION_TIMEOUT = TimeSpan.FromSeconds(30);

    /// <summary>The default of <see cref="ActivationTimeout"/>.</summary>
    public static readonly TimeSpan DEFAULT_ACTIVATION_TIMEOUT = TimeSpan.FromSeconds(30);

    /// <summary>How long a grain is idle before it is deactivated. Default: 15 minutes.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Ages by the full name of the class.</summary>
    public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = [];

    /// <summary>How often idle grains are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = DEFAULT_COLLECTION_QUANTUM;

    /// <summary>How long a deactivation may take before its token is cancelled.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = DEFAULT_DEACTIVATION_TIMEOUT;

    /// <summary>How long an activation may take.</summary>
    public TimeSpan ActivationTimeout { get; set; } = DEFAULT_ACTIVATION_TIMEOUT;
}

/// <summary>Ports; nothing listens on them in one process.</summary>
public class EndpointOptions
{
    /// <summary>The default silo port.</summary>
    public const int DEFAULT_SILO_PORT = 11111;

    /// <summary>The default gateway port.</summary>
    public const int DEFAULT_GATEWAY_PORT = 30000;

    /// <summary>The silo port.</summary>
    public int SiloPort { get; set; } = DEFAULT_SILO_PORT;

    /// <summary>The gateway port.</summary>
    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;
}
