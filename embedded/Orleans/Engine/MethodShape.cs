using System.Reflection;
using Orleans.Concurrency;

namespace Luxe.Embedded;

/// <summary>What is known of a grain method before any call; generated code makes one per method.</summary>
public sealed class MethodShape
{
    private readonly Type[] _parameters;
    private MethodInfo? _method;

    /// <summary>Called by generated code.</summary>
    public MethodShape(Type interfaceType, Type declaringType, string name, params Type[] parameters)
    {
        InterfaceType = interfaceType;
        DeclaringType = declaringType;
        Name = name;
        _parameters = parameters;
        InterfaceName = interfaceType.FullName ?? interfaceType.Name;
        IsReadOnly = Method.IsDefined(typeof(ReadOnlyAttribute), false);
        IsAlwaysInterleave = Method.IsDefined(typeof(AlwaysInterleaveAttribute), false);
        IsOneWay = Method.IsDefined(typeof(OneWayAttribute), false) || Method.ReturnType == typeof(void);
        Timeout = Method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        TokenIndex = Array.IndexOf(parameters, typeof(CancellationToken));
    }

    internal Type InterfaceType { get; }

    internal Type DeclaringType { get; }

    internal string Name { get; }

    internal string InterfaceName { get; }

    internal bool IsReadOnly { get; }

    internal bool IsAlwaysInterleave { get; }

    internal bool IsOneWay { get; }

    internal TimeSpan? Timeout { get; }

    internal int TokenIndex { get; }

    internal MethodInfo Method => _method ??= DeclaringType.GetMethod(Name, _parameters)
        ?? throw new MissingMethodException(DeclaringType.FullName, Name);
}
