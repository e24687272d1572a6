using System.CodeDom.Compiler;
using System.Reflection;
using NasOrleans.Systems;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.Contracts;

/// <summary>The product's contracts and grain classes, held to what either runtime demands of them.</summary>
public sealed class ContractTests
{
    private static readonly Assembly Contracts = typeof(ISystemGrain).Assembly;
    private static readonly Type[] GrainClasses = [.. typeof(GrainServices).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Grain)) && !type.IsAbstract)];

    // Waking takes long and must not keep members from being added; it changes nothing itself that they change. A test of a
    // connection takes long as well and changes nothing at all.
    private static readonly string[] Excused =
    [
        "ISystemGrain.TestConnection interleaves, yet is no Get... or List...",
        // It takes as long as the UPS likes, and no tick may wait for it.
        "IUpsGrain.Order interleaves, yet is no Get... or List...",
        "IRosterGrain.EnsureAwake interleaves, yet is no Get... or List...",
    ];

    private static readonly Type[] Interfaces =
        [.. Contracts.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))];

    private static readonly ParameterInfo[] StateParameters =
        [.. GrainClasses.SelectMany(type => type.GetConstructors()).SelectMany(constructor => constructor.GetParameters()).Where(IsState)];

    [Fact]
    public void Interfaces_OfGrains_AreWhatTheCodeGeneratorDemands()
    {
        var states = StateParameters.Select(parameter => parameter.ParameterType.GenericTypeArguments[0]).ToHashSet();

        Assert.NotEmpty(Interfaces);
        Assert.Equal(Excused, Interfaces.SelectMany(each => InterfaceRules.Violations(each, states)));
    }

    [Fact]
    public void Types_ThatTravel_AreImmutableContracts()
    {
        var marked = Contracts.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute)));
        var carried = Interfaces.SelectMany(InterfaceRules.Carried).Where(type => type.Assembly == Contracts && !type.IsInterface);

        Assert.NotEmpty(carried);
        Assert.Empty(marked.Union(carried).SelectMany(RecordRules.Violations));
    }

    [Fact]
    public void Aliases_OfTypes_AreUnique() => AssertUnique(
        from type in Contracts.GetTypes()
        where !type.IsDefined(typeof(GeneratedCodeAttribute))
        let alias = InterfaceRules.AliasOf(type)
        where alias.Length > 0
        select alias);

    [Fact]
    public void GrainTypes_AreGivenAndUnique()
    {
        Assert.NotEmpty(GrainClasses);
        Assert.DoesNotContain(GrainClasses, type => GrainTypeOf(type) is null);
        AssertUnique(GrainClasses.Select(type => GrainTypeOf(type)!));
    }

    [Fact]
    public void States_OfGrains_HaveNamesOfTheirOwnInTheOneStorage()
    {
        var attributes = StateParameters.Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()!).ToList();

        Assert.NotEmpty(attributes);
        AssertUnique(attributes.Select(attribute => attribute.StateName));
        Assert.All(attributes, attribute => Assert.Equal(StorageNames.State, attribute.StorageName));
    }

    private static bool IsState(ParameterInfo parameter) => parameter.IsDefined(typeof(PersistentStateAttribute));

    // Its property is internal on one runtime and computed on the other; its argument is the same on both.
    private static string? GrainTypeOf(Type type) => type.GetCustomAttributesData()
        .SingleOrDefault(data => data.AttributeType == typeof(GrainTypeAttribute))?.ConstructorArguments[0].Value as string;

    private static void AssertUnique(IEnumerable<string> names) =>
        Assert.Empty(names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key));
}
