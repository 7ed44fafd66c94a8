using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>Reads grain interfaces and classes from symbols.</summary>
internal static class Reader
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    internal static InterfaceModel? ReadInterface(INamedTypeSymbol type)
    {
        if (!IsAddressable(type) || type.ContainingNamespace.ToDisplayString() is "Orleans" or "Orleans.Runtime" && type.Name != "IRemindable")
        {
            return null;
        }

        var methods = new List<MethodModel>();
        var problem = Problem(type);
        if (problem is null)
        {
            foreach (var member in Members(type))
            {
                problem ??= Problem(member);
                if (problem is null && member is IMethodSymbol method)
                {
                    methods.Add(Read(method));
                }
            }
        }

        var location = type.Locations.FirstOrDefault()?.GetLineSpan();
        return new InterfaceModel(type.ToDisplayString(Full), Identifier(type), new Sequence<MethodModel>(methods), problem, location?.Path, location?.StartLinePosition.Line ?? 0);
    }

    internal static ClassModel? ReadClass(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.IsStatic)
        {
            return null;
        }

        var isGrain = type.AllInterfaces.Any(static candidate => candidate.ToDisplayString() == "Orleans.IGrainBase")
            && type.AllInterfaces.Any(static candidate => candidate.ToDisplayString() == "Orleans.IGrain");
        var location = type.Locations.FirstOrDefault()?.GetLineSpan();
        return isGrain ? new ClassModel(type.ToDisplayString(Full), Problem(type), location?.Path, location?.StartLinePosition.Line ?? 0) : null;
    }

    private static bool IsAddressable(INamedTypeSymbol type) => type.AllInterfaces.Any(static candidate => candidate.ToDisplayString() == "Orleans.Runtime.IAddressable");

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type) => new[] { type }.Concat(type.AllInterfaces)
        .SelectMany(static part => part.GetMembers())
        .Where(static member => member.IsAbstract && !member.IsStatic && member is not IMethodSymbol { AssociatedSymbol: not null });

    private static string? Problem(INamedTypeSymbol type)
    {
        if (type.IsGenericType)
        {
            return "it is generic";
        }

        return IsVisible(type) ? null : "it is not visible to the whole assembly";
    }

    private static string? Problem(ISymbol member) => member switch
    {
        IMethodSymbol { IsGenericMethod: true } => $"method {member.Name} is generic",
        IMethodSymbol method when method.Parameters.Any(static parameter => parameter.RefKind != RefKind.None) => $"method {member.Name} has a parameter by reference",
        IMethodSymbol method when Kind(method.ReturnType) is null => $"method {member.Name} returns {method.ReturnType} and not a Task, a ValueTask or nothing",
        IMethodSymbol => null,
        _ => $"{member.Name} is not a method",
    };

    private static MethodModel Read(IMethodSymbol method)
    {
        var kind = Kind(method.ReturnType)!.Value;
        var result = kind is ReturnKind.TaskOfResult or ReturnKind.ValueTaskOfResult ? ((INamedTypeSymbol)method.ReturnType).TypeArguments[0] : null;
        var parameters = method.Parameters.Select(static parameter => new ParameterModel(
            parameter.Type.ToDisplayString(Full),
            !Immutability.IsShared(parameter.Type) && !Immutability.HasImmutable(parameter.GetAttributes()),
            parameter.Type.ToDisplayString() == "System.Threading.CancellationToken"));
        return new MethodModel(
            method.ContainingType.ToDisplayString(Full),
            method.Name,
            kind,
            method.ReturnType.ToDisplayString(Full),
            result?.ToDisplayString(Full) ?? string.Empty,
            result is not null && !Immutability.IsShared(result) && !Immutability.HasImmutable(method.GetReturnTypeAttributes()),
            new Sequence<ParameterModel>(parameters));
    }

    private static ReturnKind? Kind(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString() switch
    {
        "void" => ReturnKind.Void,
        "System.Threading.Tasks.Task" => ReturnKind.Task,
        "System.Threading.Tasks.Task<TResult>" => ReturnKind.TaskOfResult,
        "System.Threading.Tasks.ValueTask" => ReturnKind.ValueTask,
        "System.Threading.Tasks.ValueTask<TResult>" => ReturnKind.ValueTaskOfResult,
        _ => null,
    };

    private static bool IsVisible(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal) || current.IsFileLocal)
            {
                return false;
            }
        }

        return true;
    }

    private static string Identifier(INamedTypeSymbol type)
    {
        var text = new StringBuilder();
        foreach (var character in type.ToDisplayString())
        {
            text.Append(char.IsLetterOrDigit(character) ? character : '_');
        }

        return text.ToString();
    }
}
