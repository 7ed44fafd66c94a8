using System.Reflection;
using Orleans.Concurrency;

namespace Luxe.Embedded;

/// <summary>What is known of a grain class.</summary>
internal sealed class GrainClass
{
    private readonly Lazy<Func<Activation, object>> _construct;

    internal GrainClass(Type type)
    {
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.Name ?? NameOf(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), true);
        MayInterleave = InterleavePredicate(type);
        StatelessWorker = type.GetCustomAttribute<StatelessWorkerAttribute>(true);
        OverridesOnActivate = Overrides(type, nameof(IGrainBase.OnActivateAsync));
        OverridesOnDeactivate = Overrides(type, nameof(IGrainBase.OnDeactivateAsync));
        IsFilter = type.IsAssignableTo(typeof(IIncomingGrainCallFilter));
        _construct = new(() => GrainConstructor.For(type));
    }

    internal Type Type { get; }

    internal GrainType GrainType { get; }

    internal bool IsReentrant { get; }

    internal Func<object, GrainRequest, bool>? MayInterleave { get; }

    internal StatelessWorkerAttribute? StatelessWorker { get; }

    internal bool OverridesOnActivate { get; }

    internal bool OverridesOnDeactivate { get; }

    internal bool IsFilter { get; }

    internal object Construct(Activation activation) => _construct.Value(activation);

    /// <summary>How long this class may idle; negative for ever.</summary>
    internal TimeSpan CollectionAge(Orleans.Configuration.GrainCollectionOptions options)
    {
        if (Type.IsDefined(typeof(KeepAliveAttribute), true))
        {
            return Timeout.InfiniteTimeSpan;
        }

        if (options.ClassSpecificCollectionAge.TryGetValue(Type.FullName!, out var age))
        {
            return age;
        }

        return Type.GetCustomAttribute<CollectionAgeLimitAttribute>(true)?.AgeLimit ?? options.CollectionAge;
    }

    /// <summary>The name that Orleans gives a class by convention: stored identities depend on it.</summary>
    private static string NameOf(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        var arity = name.IndexOf('`', StringComparison.Ordinal);
        if (arity > 0)
        {
            throw new NotSupportedException($"{type} is generic; the embedded runtime has no generic grain classes.");
        }

        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }

    private static bool Overrides(Type type, string method)
    {
        if (!type.IsAssignableTo(typeof(IGrainBase)))
        {
            return false;
        }

        var map = type.GetInterfaceMap(typeof(IGrainBase));
        var index = Array.FindIndex(map.InterfaceMethods, candidate => candidate.Name == method);
        var target = map.TargetMethods[index];
        return target.DeclaringType != typeof(Grain) && target.DeclaringType != typeof(IGrainBase);
    }

    private static Func<object, GrainRequest, bool>? InterleavePredicate(Type type)
    {
        if (type.GetCustomAttribute<MayInterleaveAttribute>(true) is not { } attribute)
        {
            return null;
        }

        var method = type.GetMethod(attribute.CallbackMethodName, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy)
            ?? throw new InvalidOperationException($"{type} has no method {attribute.CallbackMethodName}, which its {nameof(MayInterleaveAttribute)} names.");
        if (method.IsStatic)
        {
            var predicate = method.CreateDelegate<Func<Orleans.Serialization.Invocation.IInvokable, bool>>();
            return (_, request) => predicate(request);
        }

        return (grain, request) => (bool)method.Invoke(grain, [request])!;
    }
}
