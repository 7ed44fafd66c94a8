namespace Orleans;

/// <summary>References and keys of grains.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to this grain or observer.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => (TGrainInterface)AsReference(grain, typeof(TGrainInterface));

    /// <summary>A reference to this grain or observer.</summary>
    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        var reference = Reference(grain);
        return reference.Shared.Runtime.References.Cast(reference, interfaceType);
    }

    /// <summary>The same grain through another interface.</summary>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => AsReference<TGrainInterface>(grain);

    /// <summary>The same grain through another interface.</summary>
    public static object Cast(this IAddressable grain, Type interfaceType) => AsReference(grain, interfaceType);

    /// <summary>The identity.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw NotAGrain(grain),
    };

    /// <summary>Whether the key is an integer.</summary>
    public static bool IsPrimaryKeyBasedOnLong(this IAddressable grain) => GetGrainId(grain).TryGetIntegerKey(out _, out _);

    /// <summary>The integer key and its extension.</summary>
    public static long GetPrimaryKeyLong(this IAddressable grain, out string? keyExt)
    {
        var id = GetGrainId(grain);
        return id.TryGetIntegerKey(out var key, out keyExt) ? key : throw new InvalidOperationException($"The key of grain {id} is not an integer.");
    }

    /// <summary>The integer key.</summary>
    public static long GetPrimaryKeyLong(this IAddressable grain) => GetPrimaryKeyLong(grain, out _);

    /// <summary>The GUID key and its extension.</summary>
    public static Guid GetPrimaryKey(this IAddressable grain, out string? keyExt)
    {
        var id = GetGrainId(grain);
        return id.TryGetGuidKey(out var key, out keyExt) ? key : throw new InvalidOperationException($"The key of grain {id} is not a GUID.");
    }

    /// <summary>The GUID key.</summary>
    public static Guid GetPrimaryKey(this IAddressable grain) => GetPrimaryKey(grain, out _);

    /// <summary>The text key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => GetGrainId(grain).Key.ToString();

    private static GrainReference Reference(IAddressable grain) => grain switch
    {
        GrainReference reference => reference,
        IGrainBase { GrainContext: { } context } => context.GrainReference,
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw NotAGrain(grain),
    };

    private static ArgumentException NotAGrain(IAddressable grain) => new(
        $"{grain.GetType()} is neither a reference nor a grain that is being or has been activated. A grain class derives from {nameof(Grain)} or implements {nameof(IGrainBase)}; "
        + $"an observer is referenced by {nameof(IGrainFactory)}.{nameof(IGrainFactory.CreateObjectReference)}.",
        nameof(grain));
}
