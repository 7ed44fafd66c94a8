using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Luxe.Grains.Tests.Consent;

/// <summary>Who calls which method, of the same assembly or another, read from its instructions: delegates that are made count as calls.</summary>
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
            ? (_reader.GetString(_reader.GetTypeReference((TypeReferenceHandle)other.Parent).Name), _reader.GetString(other.Name))
            : null;
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

    private string Name(TypeDefinitionHandle type) => _reader.GetString(_reader.GetTypeDefinition(type).Name);

    private string Outermost(TypeDefinitionHandle type) =>
        _reader.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } outer ? Outermost(outer) : Name(type);
}
