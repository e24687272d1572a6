using NasOrleans.Power.Groups;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Groups;

public sealed class LookRulesTests
{
    private static readonly PowerMoment Noon = new(TimeSpan.FromHours(1), new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Verdict_AgesByTheTimeItsCallTook()
    {
        var look = Assert.Single(LookRules.Looks([new("a")], [Verdict(age: 4)], asked: Noon.Ticking, trustFrom: null, Later(0.9)));

        Assert.True(look.IsFresh);
        Assert.False(Assert.Single(LookRules.Looks([new("a")], [Verdict(age: 4)], asked: Noon.Ticking, trustFrom: null, Later(1.1))).IsFresh);
    }

    [Fact]
    public void Machine_ThatStoodStill_TrustsNoVerdictFromBefore_HoweverYoungItLooks()
    {
        // Its steady clock stood still as well: only the wall shows it.
        var thawed = new PowerMoment(Noon.Ticking + TimeSpan.FromSeconds(1), Noon.Wall.AddHours(1));
        var trust = LookRules.TrustFrom(null, Noon, thawed);

        Assert.Equal(thawed.Ticking, trust);
        Assert.Null(LookRules.Looks([new("a")], [Verdict(age: 0.2)], thawed.Ticking, trust, thawed)[0].Verdict);
        Assert.NotNull(LookRules.Looks([new("a")], [Verdict(age: 0.2)], thawed.Ticking + TimeSpan.FromSeconds(1), trust, thawed with { Ticking = thawed.Ticking + TimeSpan.FromSeconds(1) })[0].Verdict);
    }

    [Fact]
    public void Clock_ThatKeepsBeingSet_DoesNotKeepUsFromDecidingForEver()
    {
        var first = LookRules.TrustFrom(null, Noon, Later(1, wall: 100));

        Assert.Equal(first, LookRules.TrustFrom(first, Later(1, wall: 100), Later(2, wall: 200)));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(3.5, 3.5, true)]
    [InlineData(1, 60, true)]
    [InlineData(1, -60, true)]
    public void Judgement_ThatWeSleptSince_IsNotActedOn(double ticking, double wall, bool looksFirst) =>
        Assert.Equal(looksFirst, LookRules.MustLookFirst(Noon, Later(ticking, wall)));

    private static PowerMoment Later(double seconds, double? wall = null) => new(Noon.Ticking + TimeSpan.FromSeconds(seconds), Noon.Wall.AddSeconds(wall ?? seconds));

    private static SourceVerdict Verdict(double age) => new() { Standing = PowerStanding.Lost, Age = TimeSpan.FromSeconds(age) };
}
