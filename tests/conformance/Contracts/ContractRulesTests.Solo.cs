namespace NasOrleans.Tests.Conformance.Contracts;

public sealed class ContractRulesTests
{
    [Fact]
    public void InterfaceRules_OnABadInterface_NameEachFault() => Assert.Equal(
        [
            "IBadGrain has no [Alias] that starts with 'nas.'",
            "IBadGrain has two methods with the alias 'Same'",
            "IBadGrain.NoAlias has no [Alias]",
            "IBadGrain.NoTask does not return a Task",
            "IBadGrain.OneWayResult is one-way, yet has a result",
            "IBadGrain.Reset interleaves, yet is no Get... or List...",
            "IBadGrain.GetState hands out the persisted BadState",
            "IBadGrain.GetState returns BadState, which is no immutable contract",
            "IBadGrain.TakeList takes List`1 'numbers', which is no immutable contract",
            "IBadGrain.ReturnArray returns Int32[], which is no immutable contract",
        ],
        InterfaceRules.Violations(typeof(IBadGrain), new HashSet<Type> { typeof(BadState) }));

    [Fact]
    public void RecordRules_OnABadRecord_NameEachFault() => Assert.Equal(
        [
            "BadRecord has no [Alias] that starts with 'nas.'",
            "BadRecord is not marked [Immutable]",
            "BadRecord is not sealed",
            "BadRecord uses the id 0 twice",
            "BadRecord lets Settable be set later",
            "BadRecord has no [Id] on NoId",
            "BadRecord has Mutable, a List`1: no immutable contract",
            "BadRecord leaves LeftDefault a default ImmutableArray, which cannot be serialised",
        ],
        RecordRules.Violations(typeof(BadRecord)));

    [Fact]
    public void RecordRules_OnABadStruct_NameEachFault() => Assert.Equal(
        [
            "BadStruct has no [GenerateSerializer]",
            "BadStruct has no [Alias] that starts with 'nas.'",
            "BadStruct is not marked [Immutable]",
            "BadStruct is a struct that is not readonly",
            "BadStruct has the public field Field",
        ],
        RecordRules.Violations(typeof(BadStruct)));
}
