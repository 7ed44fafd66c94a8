using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Luxe.Grains.Tests.Consent;

/// <summary>
/// Who calls which method, of the same assembly or another, read from its instructions: delegates that are made count as calls. Types are named with their
/// namespace, of Luxe.Grains by what is behind it: another type of the same name is another type.
/// </summary>
internal sealed class CallScan : IDisposable
{
    private static readonly FrozenDictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!).ToFrozenDictionary(static code => (int)(ushort)code.Value);

    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    public CallScan(Assembly assembly)
    {
        _file = new PEReader(File.OpenRead(assembly.Location));
        _reader = _file.GetMetadataReader();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Every call: by which outermost type, in which method, of which type's method.</summary>
    public IEnumerable<(string Caller, string In, string Type, string Method)> Calls() =>
        from handle in _reader.MethodDefinitions
        let method = _reader.GetMethodDefinition(handle)
        where method.RelativeVirtualAddress != 0
        from token in Tokens(_file.GetMethodBody(method.RelativeVirtualAddress).GetILContent())
        let target = Target(MetadataTokens.EntityHandle(token))
        where target is not null
        select (Outermost(method.GetDeclaringType()), _reader.GetString(method.Name), target.Value.Type, target.Value.Method);

    /// <summary>What is called, where its type is no generic one.</summary>
    private (string Type, string Method)? Target(EntityHandle called)
    {
        if (called.Kind == HandleKind.MethodDefinition)
        {
            var own = _reader.GetMethodDefinition((MethodDefinitionHandle)called);
            return (Name(own.GetDeclaringType()), _reader.GetString(own.Name));
        }

        if (called.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        var other = _reader.GetMemberReference((MemberReferenceHandle)called);
        return other.Parent.Kind == HandleKind.TypeReference
            ? (Name(_reader.GetTypeReference((TypeReferenceHandle)other.Parent)), _reader.GetString(other.Name))
            : null;
    }

    /// <summary>Every call of a generic method, of whatever assembly, that is made for a class of this one: by which outermost type, which method.</summary>
    public IEnumerable<(string Caller, string Method)> CallsFor(Type type) =>
        from handle in _reader.MethodDefinitions
        let method = _reader.GetMethodDefinition(handle)
        where method.RelativeVirtualAddress != 0
        from token in Tokens(_file.GetMethodBody(method.RelativeVirtualAddress).GetILContent())
        let called = MetadataTokens.EntityHandle(token)
        where called.Kind == HandleKind.MethodSpecification
        let made = _reader.GetMethodSpecification((MethodSpecificationHandle)called)
        where _reader.GetBlobBytes(made.Signature).AsSpan().IndexOf(Class(type)) >= 0
        select (Outermost(method.GetDeclaringType()), made.Method.Kind == HandleKind.MemberReference
            ? _reader.GetString(_reader.GetMemberReference((MemberReferenceHandle)made.Method).Name)
            : _reader.GetString(_reader.GetMethodDefinition((MethodDefinitionHandle)made.Method).Name));

    /// <summary>A class as signatures name it.</summary>
    private static byte[] Class(Type type)
    {
        var named = new BlobBuilder();
        named.WriteByte((byte)SignatureTypeKind.Class);
        named.WriteCompressedInteger(CodedIndex.TypeDefOrRef(MetadataTokens.EntityHandle(type.MetadataToken)));
        return named.ToArray();
    }

    private static IEnumerable<int> Tokens(ImmutableArray<byte> code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? 0xFE00 | code[at + 1] : code[at];
            at += value > 0xFF ? 2 : 1;
            var op = Codes[value];
            if (op.OperandType == OperandType.InlineMethod)
            {
                yield return BitConverter.ToInt32(code.AsSpan().Slice(at, 4));
            }

            at += op.OperandType == OperandType.InlineSwitch ? 4 + (4 * BitConverter.ToInt32(code.AsSpan().Slice(at, 4))) : SizeOf(op.OperandType);
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private string Name(TypeDefinitionHandle type) => Name(_reader.GetTypeDefinition(type));

    private string Name(TypeDefinition type) => Name(type.Namespace, type.Name);

    private string Name(TypeReference type) => Name(type.Namespace, type.Name);

    // A nested type has no namespace of its own.
    private string Name(StringHandle space, StringHandle name)
    {
        const string Ours = "Luxe.Grains.";
        var full = space.IsNil ? _reader.GetString(name) : $"{_reader.GetString(space)}.{_reader.GetString(name)}";
        return full.StartsWith(Ours, StringComparison.Ordinal) ? full[Ours.Length..] : full;
    }

    private string Outermost(TypeDefinitionHandle type) =>
        _reader.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } outer ? Outermost(outer) : Name(type);
}
