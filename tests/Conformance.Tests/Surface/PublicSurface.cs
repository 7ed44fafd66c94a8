using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Luxe.Conformance.Tests.Surface;

/// <summary>The public types of an assembly file, each with its public and protected members as text.</summary>
internal static class PublicSurface
{
    private static readonly TypeNames Names = new();

    internal static Dictionary<string, HashSet<string>> Read(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        var reader = image.GetMetadataReader();
        return reader.TypeDefinitions
            .Where(handle => IsVisible(reader, handle))
            .ToDictionary(handle => TypeNames.Of(reader, handle), handle => Members(reader, reader.GetTypeDefinition(handle)), StringComparer.Ordinal);
    }

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsVisible(reader, type.GetDeclaringType()),
            _ => false,
        };
    }

    private static HashSet<string> Members(MetadataReader reader, TypeDefinition type)
    {
        var members = new HashSet<string>(StringComparer.Ordinal) { "kind " + Kind(reader, type) };
        members.UnionWith(type.GetMethods().Select(reader.GetMethodDefinition).Where(IsOffered).Select(method => Method(reader, method)));
        members.UnionWith(type.GetFields().Select(reader.GetFieldDefinition).Where(IsOffered).Select(field => Field(reader, field)));
        return members;
    }

    private static string Kind(MetadataReader reader, TypeDefinition type)
    {
        var parent = type.BaseType.IsNil ? "" : type.BaseType.Kind switch
        {
            HandleKind.TypeReference => Names.GetTypeFromReference(reader, (TypeReferenceHandle)type.BaseType, 0),
            HandleKind.TypeDefinition => TypeNames.Of(reader, (TypeDefinitionHandle)type.BaseType),
            _ => "",
        };
        return type.Attributes.HasFlag(TypeAttributes.Interface) ? "interface" : parent switch
        {
            "System.Enum" => "enum",
            "System.ValueType" => "struct",
            "System.MulticastDelegate" => "delegate",
            _ => type.Attributes.HasFlag(TypeAttributes.Abstract) && type.Attributes.HasFlag(TypeAttributes.Sealed) ? "static class" : "class",
        };
    }

    // An override offers nothing that its base does not; a compiler's own member is nobody's offer.
    private static bool IsOffered(MethodDefinition method)
    {
        var access = method.Attributes & MethodAttributes.MemberAccessMask;
        var overrides = method.Attributes.HasFlag(MethodAttributes.Virtual) && !method.Attributes.HasFlag(MethodAttributes.NewSlot);
        return access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem && !overrides;
    }

    private static bool IsOffered(FieldDefinition field) =>
        (field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static string Method(MetadataReader reader, MethodDefinition method)
    {
        var signature = method.DecodeSignature(Names, null);
        var access = method.Attributes.HasFlag(MethodAttributes.Static) ? "static " : "";
        var arity = signature.GenericParameterCount > 0 ? $"`{signature.GenericParameterCount}" : "";
        return $"{access}{signature.ReturnType} {reader.GetString(method.Name)}{arity}({string.Join(", ", signature.ParameterTypes)})";
    }

    private static string Field(MetadataReader reader, FieldDefinition field)
    {
        var constant = "";
        if (field.GetDefaultValue() is { IsNil: false } handle)
        {
            var value = reader.GetConstant(handle);
            constant = " = " + reader.GetBlobReader(value.Value).ReadConstant(value.TypeCode);
        }

        return $"field {field.DecodeSignature(Names, null)} {reader.GetString(field.Name)}{constant}";
    }
}
