using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Options of memory storage.</summary>
public class MemoryGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>The default of <see cref="NumStorageGrains"/>.</summary>
    public const int NumStorageGrainsDefaultValue = 10;

    /// <summary>The default of <see cref="InitStage"/>.</summary>
    public const int DEFAULT_INIT_STAGE = ServiceLifecycleStage.ApplicationServices;

    /// <summary>Accepted for source compatibility: one process keeps its states in one table.</summary>
    public int NumStorageGrains { get; set; } = NumStorageGrainsDefaultValue;

    /// <summary>Accepted for source compatibility: memory needs no start.</summary>
    public int InitStage { get; set; } = DEFAULT_INIT_STAGE;

    /// <summary>Turns states into bytes. Default: JSON.</summary>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;
}
