namespace Luxe.Conformance.Tests.Surface;

/// <summary>
/// Types of the embedded runtime that Orleans has in assemblies which a registry may lack, by assembly.
/// The comparison cannot read those: whoever adds a type here has looked its members up.
/// </summary>
internal static class Elsewhere
{
    internal static readonly Dictionary<string, string[]> ByAssembly = new()
    {
        ["Orleans.Core"] =
        [
            "Microsoft.Extensions.Hosting.OrleansClientGenericHostExtensions",
            "Orleans.CollectionAgeLimitAttribute",
            "Orleans.Configuration.ClientMessagingOptions",
            "Orleans.Configuration.ClusterOptions",
            "Orleans.Configuration.MessagingOptions",
            "Orleans.Factory`2",
            "Orleans.GrainState`1",
            "Orleans.Hosting.IClientBuilder",
            "Orleans.IClusterClient",
            "Orleans.IGrainState`1",
            "Orleans.KeepAliveAttribute",
            "Orleans.ServiceLifecycleStage",
            "Orleans.Storage.BadProviderConfigException",
            "Orleans.Storage.DefaultStorageProviderSerializerOptionsConfigurator`1",
            "Orleans.Storage.GrainStorageSerializerExtensions",
            "Orleans.Storage.IGrainStorage",
            "Orleans.Storage.IGrainStorageSerializer",
            "Orleans.Storage.IStorageProviderSerializerOptions",
            "Orleans.Storage.InconsistentStateException",
            "Orleans.Utilities.ObserverManager`1",
            "Orleans.Utilities.ObserverManager`2",
        ],
        ["Orleans.Persistence.Memory"] =
        [
            "Orleans.Configuration.MemoryGrainStorageOptions",
            "Orleans.Hosting.MemoryGrainStorageSiloBuilderExtensions",
            "Orleans.Storage.MemoryGrainStorage",
            "Orleans.Storage.MemoryGrainStorageFactory",
        ],
        ["Orleans.Reminders"] =
        [
            "Orleans.GrainReminderExtensions",
            "Orleans.Hosting.ReminderOptions",
            "Orleans.Hosting.SiloBuilderReminderMemoryExtensions",
            "Orleans.IRemindable",
            "Orleans.IReminderTable",
            "Orleans.ReminderEntry",
            "Orleans.ReminderTableData",
            "Orleans.Runtime.IGrainReminder",
            "Orleans.Runtime.ReminderException",
            "Orleans.Runtime.TickStatus",
            "Orleans.Timers.IReminderRegistry",
        ],
        ["Orleans.Runtime"] =
        [
            "Microsoft.Extensions.Hosting.OrleansSiloGenericHostExtensions",
            "Orleans.Configuration.EndpointOptions",
            "Orleans.Configuration.GrainCollectionOptions",
            "Orleans.Configuration.SiloMessagingOptions",
            "Orleans.Configuration.SiloOptions",
            "Orleans.Hosting.CoreHostingExtensions",
            "Orleans.Hosting.GrainCallFilterSiloBuilderExtensions",
            "Orleans.Hosting.ISiloBuilder",
            "Orleans.Hosting.SiloBuilderExtensions",
            "Orleans.Hosting.SiloBuilderStartupExtensions",
            "Orleans.IFacetMetadata",
            "Orleans.Runtime.Hosting.StorageProviderExtensions",
            "Orleans.Runtime.IAttributeToFactoryMapper`1",
            "Orleans.Runtime.IPersistentStateConfiguration",
            "Orleans.Runtime.IPersistentStateFactory",
            "Orleans.Runtime.IPersistentState`1",
            "Orleans.Runtime.ISiloLifecycle",
            "Orleans.Runtime.IStartupTask",
            "Orleans.Runtime.PersistentStateAttribute",
        ],
        ["Orleans.Serialization"] =
        [
            "Orleans.Serialization.CodecNotFoundException",
            "Orleans.Serialization.Invocation.IInvokable",
            "Orleans.Serialization.Invocation.ITargetHolder",
            "Orleans.Serialization.SerializerException",
        ],
        ["Orleans.Serialization.Abstractions"] =
        [
            "Orleans.AliasAttribute",
            "Orleans.GenerateFieldIds",
            "Orleans.GenerateSerializerAttribute",
            "Orleans.IdAttribute",
            "Orleans.ImmutableAttribute",
            "Orleans.ResponseTimeoutAttribute",
            "Orleans.SuppressReferenceTrackingAttribute",
        ],
    };

    internal static readonly HashSet<string> Names = [.. ByAssembly.Values.SelectMany(static names => names)];

    /// <summary>What the generated proxies need is under the house's own name.</summary>
    internal static bool Holds(string type) => Names.Contains(type) || type.StartsWith("Luxe.Embedded.", StringComparison.Ordinal);
}
