using System.Collections.Immutable;
using NasOrleans.Fleet;

namespace NasOrleans.Tests.Fleet;

public sealed class RosterRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableDictionary<string, DateTimeOffset> Nothing = ImmutableDictionary<string, DateTimeOffset>.Empty;

    [Fact]
    public void IsDue_AskedByASecondSiloWithinTheInterval_IsNot()
    {
        var interval = TimeSpan.FromSeconds(5);

        Assert.True(RosterRules.IsDue(null, interval));
        Assert.False(RosterRules.IsDue(TimeSpan.FromSeconds(4.9), interval));
        Assert.True(RosterRules.IsDue(interval, interval));
    }

    [Fact]
    public void MayRemove_AddedAMomentAgo_Not()
    {
        Assert.False(RosterRules.MayRemove(TimeSpan.FromSeconds(1)));
        Assert.True(RosterRules.MayRemove(TimeSpan.FromMinutes(10)));
        Assert.True(RosterRules.MayRemove(null));
    }

    [Fact]
    public void ToStrikeOff_EmptyForTenMinutes_AndNotBefore()
    {
        var noted = RosterRules.Note(Nothing, ["system/main/system:a"], Now);

        Assert.Empty(RosterRules.ToStrikeOff(noted, Now.AddMinutes(9.9)));
        Assert.Equal("system/main/system:a", Assert.Single(RosterRules.ToStrikeOff(noted, Now.AddMinutes(10))));
    }

    [Fact]
    public void Note_StillEmpty_KeepsTheFirstMoment()
    {
        var noted = RosterRules.Note(Nothing, ["a"], Now);

        Assert.Equal(Now, RosterRules.Note(noted, ["a"], Now.AddMinutes(5))["a"]);
    }

    [Fact]
    public void Note_NoLongerEmpty_StartsAnew()
    {
        var noted = RosterRules.Note(Nothing, ["a"], Now);
        noted = RosterRules.Note(noted, [], Now.AddMinutes(1));
        noted = RosterRules.Note(noted, ["a"], Now.AddMinutes(2));

        Assert.Equal(Now.AddMinutes(2), noted["a"]);
    }
}
