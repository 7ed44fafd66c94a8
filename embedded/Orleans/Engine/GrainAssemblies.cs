using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;

namespace Luxe.Embedded;

/// <summary>On an assembly: which generated type describes its grains.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainAssemblyAttribute(Type contents) : Attribute
{
    /// <summary>The generated <see cref="IGrainAssembly"/>.</summary>
    public Type Contents { get; } = contents;
}

/// <summary>Implemented by generated code: what an assembly contributes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGrainAssembly
{
    /// <summary>Tells about proxies and grain classes.</summary>
    void Describe(GrainAssemblies assemblies);
}

/// <summary>The proxies and grain classes of the assemblies around the entry assembly; shared by all silos of the process.</summary>
public sealed class GrainAssemblies
{
    private static readonly Lock Loading = new();
    private static readonly HashSet<string> Seen = [];
    private static readonly GrainAssemblies Instance = new();

    internal ConcurrentDictionary<Type, GrainInterface> Interfaces { get; } = new();

    internal ConcurrentDictionary<Type, GrainClass> Classes { get; } = new();

    /// <summary>Adds a grain or observer interface with its proxy.</summary>
    public void AddInterface<TInterface>(Func<GrainReferenceShared, IdSpan, GrainReference> create)
        where TInterface : IAddressable => Interfaces.TryAdd(typeof(TInterface), new GrainInterface(typeof(TInterface), create));

    /// <summary>Adds a grain class.</summary>
    public void AddClass<TGrain>()
        where TGrain : class => Classes.TryAdd(typeof(TGrain), new GrainClass(typeof(TGrain)));

    /// <summary>Looks at every assembly that is loaded or referenced and has grains.</summary>
    internal static GrainAssemblies Load()
    {
        lock (Loading)
        {
            foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            {
                Visit(assembly);
            }

            return Instance;
        }
    }

    private static void Visit(Assembly assembly)
    {
        var name = assembly.GetName();
        if (assembly.IsDynamic || IsFramework(name.Name!) || !Seen.Add(assembly.FullName!))
        {
            return;
        }

        if (assembly.GetCustomAttribute<GrainAssemblyAttribute>() is { } attribute)
        {
            ((IGrainAssembly)Activator.CreateInstance(attribute.Contents, nonPublic: true)!).Describe(Instance);
        }

        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            if (!IsFramework(reference.Name!) && !Seen.Contains(reference.FullName) && TryLoad(reference) is { } loaded)
            {
                Visit(loaded);
            }
        }
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name is "mscorlib" or "netstandard";

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            // A reference that is not deployed brings no grains.
            return null;
        }
    }
}

/// <summary>A grain or observer interface with its proxy.</summary>
internal sealed record GrainInterface(Type Type, Func<GrainReferenceShared, IdSpan, GrainReference> Create)
{
    internal GrainInterfaceType InterfaceType { get; } = GrainInterfaceType.Create(Type.FullName!);
}
