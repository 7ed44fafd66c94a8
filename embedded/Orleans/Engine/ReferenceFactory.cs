using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Metadata;

namespace Luxe.Embedded;

/// <summary>Makes references, and knows which class an interface means.</summary>
internal sealed class ReferenceFactory
{
    private readonly SiloRuntime _runtime;
    private readonly GrainAssemblies _assemblies;
    private readonly ConcurrentDictionary<(GrainType Grain, Type Interface), Binding> _bindings = new();
    private readonly ConcurrentDictionary<Type, Binding> _primary = new();
    private readonly Func<Type, Binding> _bindPrimary;

    internal ReferenceFactory(SiloRuntime runtime, GrainAssemblies assemblies)
    {
        _runtime = runtime;
        _assemblies = assemblies;
        _bindPrimary = type => Bind(type, PrimaryClass(type, null).GrainType);
    }

    /// <summary>A grain by interface and key.</summary>
    internal GrainReference ByInterface(Type type, IdSpan key, string? prefix)
    {
        var binding = string.IsNullOrWhiteSpace(prefix) ? _primary.GetOrAdd(type, _bindPrimary) : Bind(type, PrimaryClass(type, prefix).GrainType);
        return binding.Create(binding.Shared, key);
    }

    /// <summary>A grain or observer by identity.</summary>
    internal GrainReference ById(GrainId id, Type type)
    {
        var binding = Bind(type, id.Type);
        return binding.Create(binding.Shared, id.Key);
    }

    /// <summary>A grain by identity and the name of an interface.</summary>
    internal GrainReference ById(GrainId id, GrainInterfaceType interfaceType)
    {
        if (interfaceType.IsDefault)
        {
            return Untyped(id);
        }

        var known = _assemblies.Interfaces.Values.FirstOrDefault(candidate => candidate.InterfaceType == interfaceType)
            ?? throw new ArgumentException($"There is no grain interface {interfaceType}.", nameof(interfaceType));
        return ById(id, known.Type);
    }

    /// <summary>A reference through which nothing can be called until it is cast.</summary>
    internal GrainReference Untyped(GrainId id) => GrainReference.Untyped(new GrainReferenceShared(_runtime, id.Type, default), id.Key);

    internal object Cast(GrainReference reference, Type type) => type.IsInstanceOfType(reference) ? reference : ById(reference.GrainId, type);

    private Binding Bind(Type type, GrainType grainType) => _bindings.GetOrAdd((grainType, type), static (key, self) =>
    {
        if (!self._assemblies.Interfaces.TryGetValue(key.Interface, out var known))
        {
            throw new ArgumentException(
                $"There is no proxy for {key.Interface}: it must be an interface that derives from {nameof(IGrain)} or {nameof(IGrainObserver)}, in a project that the Orleans generator runs in.");
        }

        return new Binding(new GrainReferenceShared(self._runtime, key.Grain, known.InterfaceType), known.Create);
    }, this);

    private GrainClass PrimaryClass(Type type, string? prefix)
    {
        ArgumentNullException.ThrowIfNull(type);
        var candidates = _assemblies.Classes.Values.Where(candidate => candidate.Type.IsAssignableTo(type)).ToList();
        if (!string.IsNullOrWhiteSpace(prefix))
        {
            var matching = candidates.Where(candidate => candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            return matching.Find(candidate => candidate.Type.FullName == prefix)
                ?? (matching.Count == 1 ? matching[0] : throw new ArgumentException($"{matching.Count} classes with the prefix \"{prefix}\" implement {type}."));
        }

        if (type.GetCustomAttribute<DefaultGrainTypeAttribute>() is { } chosen)
        {
            return candidates.Find(candidate => candidate.GrainType.ToString() == chosen.Name)
                ?? throw new ArgumentException($"There is no grain type {chosen.Name}, which {type} names as its default.");
        }

        return candidates.Find(candidate => candidate.Type.Name == type.Name[1..])
            ?? (candidates.Count == 1
                ? candidates[0]
                : throw new ArgumentException(
                    candidates.Count == 0
                        ? $"Could not find an implementation for interface {type}"
                        : $"Unable to identify a single appropriate grain type for interface {type}. Candidates: {string.Join(", ", candidates.Select(static candidate => candidate.Type))}"));
    }

    private sealed record Binding(GrainReferenceShared Shared, Func<GrainReferenceShared, IdSpan, GrainReference> Create);
}
