using System.Collections;
using System.Reflection;
using Luxe.Contracts.Customers;

namespace Luxe.House.Tests;

/// <summary>What crosses a grain call: immutable, aliased, numbered once and for all.</summary>
public sealed class WireTests
{
    private static readonly Assembly Contracts = typeof(ICustomerGrain).Assembly;

    public static TheoryData<Type> WireTypes => [.. Contracts.GetExportedTypes().Where(t => t.IsDefined(typeof(GenerateSerializerAttribute), false))];

    public static TheoryData<Type> GrainInterfaces => [.. Contracts.GetExportedTypes().Where(t => t.IsInterface && typeof(IAddressable).IsAssignableFrom(t))];

    [Theory]
    [MemberData(nameof(WireTypes))]
    public void WireType_IsSealedImmutableAndAliased(Type type)
    {
        Assert.True(type.IsSealed, "sealed");
        Assert.True(type.IsDefined(typeof(ImmutableAttribute), false), "[Immutable]");
        Assert.Equal($"luxe.{type.Name}", type.GetCustomAttribute<AliasAttribute>()?.Alias);
        Assert.All(Properties(type), p => Assert.True(p.SetMethod is null || IsInitOnly(p), $"{p.Name} can be set"));
    }

    [Theory]
    [MemberData(nameof(WireTypes))]
    public void WireType_NumbersItsMembersFromZeroWithoutGaps(Type type)
    {
        var ids = Properties(type).Where(p => p.SetMethod is not null)
            .Select(p => p.GetCustomAttribute<IdAttribute>()?.Id ?? throw new InvalidOperationException($"{type.Name}.{p.Name} has no [Id]"))
            .Order().ToArray();
        Assert.Equal(Enumerable.Range(0, ids.Length).Select(i => (uint)i), ids);
    }

    [Theory]
    [MemberData(nameof(WireTypes))]
    public void WireType_HoldsCollectionsAsImmutableArrays(Type type)
    {
        var collections = Properties(type).Select(p => p.PropertyType)
            .Where(t => t != typeof(string) && typeof(IEnumerable).IsAssignableFrom(t));
        Assert.All(collections, t => Assert.StartsWith("ImmutableArray", t.Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(GrainInterfaces))]
    public void GrainInterface_HasFewAliasedVerbs(Type grain)
    {
        var verbs = grain.GetMethods();
        Assert.InRange(verbs.Length, 1, 8);
        Assert.Equal($"luxe.{grain.Name}", grain.GetCustomAttribute<AliasAttribute>()?.Alias);
        Assert.All(verbs, verb => Assert.Equal(verb.Name, verb.GetCustomAttribute<AliasAttribute>()?.Alias));
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0);

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));
}
