using System.Collections.Immutable;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Groups.Budget;
using NasOrleans.Power.Sources;
using static NasOrleans.Tests.Unit.Power.Groups.Stage;

namespace NasOrleans.Tests.Unit.Power.Groups.Budget;

public sealed class BudgetRulesTests
{
    private static readonly ImmutableDictionary<string, ImmutableArray<TimeSpan>> Nothing = ImmutableDictionary<string, ImmutableArray<TimeSpan>>.Empty;

    private static SourceFacts Ups(PowerSourceId id, double charge, double runtime) =>
        new() { Source = id, Triggers = new(), Charge = charge, Runtime = TimeSpan.FromSeconds(runtime), Load = 30 };

    [Fact]
    public void Budget_OfAFullBattery_HasTheMarginThatTheTriggersLeave()
    {
        var budget = BudgetRules.Budget(Group(Load("nas", A)), [Ups(A, 100, 3600)], Nothing);

        // After 15 min by time on battery; 45 s and 300 s of steps; 60 s in reserve.
        Assert.Equal((900.0, 345.0, 3600.0 - 900 - 345 - 60), (budget.Loads[0].DecidedAfter!.Value.TotalSeconds, budget.Loads[0].Takes.TotalSeconds, budget.Margin!.Value.TotalSeconds));
        Assert.Empty(budget.Warnings);
    }

    [Fact]
    public void Budget_ThatDoesNotLast_WarnsBeforeTheOutage()
    {
        var budget = BudgetRules.Budget(Group(Load("nas", A)), [Ups(A, 100, 300)], Nothing);

        Assert.Equal(-135, budget.Margin!.Value.TotalSeconds);
        Assert.Contains("'nas' would lose power 135 s too early", Assert.Single(budget.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Budget_WithMeasuredDurations_IsLessCautious()
    {
        var measured = Nothing.Add("vm.nas", [TimeSpan.FromSeconds(10)]).Add("off.nas", [TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(20)]);

        var load = BudgetRules.Budget(Group(Load("nas", A)), [Ups(A, 100, 3600)], measured).Loads[0];

        Assert.Equal((13 + 49, 2), ((int)load.Takes.TotalSeconds, load.Measured));
    }

    [Fact]
    public void Budget_OfABatteryThatNobodyKnows_SaysSo() =>
        Assert.Contains("Nobody knows", Assert.Single(BudgetRules.Budget(Group(Load("nas", A)), [new() { Source = A, Triggers = new() }], Nothing).Warnings), StringComparison.Ordinal);

    [Fact]
    public void Budget_OfTwoFeeds_GoesByTheSecondToFail()
    {
        var load = BudgetRules.Budget(Group(Load("nas", A, B)), [Ups(A, 100, 1000), Ups(B, 100, 2000)], Nothing).Loads[0];

        Assert.Equal((900.0, 2000.0), (load.DecidedAfter!.Value.TotalSeconds, load.Battery!.Value.TotalSeconds));
    }

    [Fact]
    public void Drill_WhatIfTheLoadDoubles_TheBatteryLastsLessThanHalf()
    {
        var drill = DrillRules.Drill(Group(Load("nas", A)), [Ups(A, 100, 3600)], Nothing, new() { Load = 60 }, default);

        Assert.InRange(drill.Budget.Loads[0].Battery!.Value.TotalSeconds, 1500, 1600);
        Assert.Equal(["vm.nas", "off.nas"], drill.Timeline.Select(line => line.Step));
    }

    [Fact]
    public void Drill_OfOneSource_LeavesOutWhatTheOtherCarries()
    {
        var drill = DrillRules.Drill(Group(Load("lab", A), Load("nas", A, B)), [Ups(A, 100, 3600), Ups(B, 100, 3600)], Nothing, new() { Sources = [A] }, default);

        Assert.Equal("lab", Assert.Single(drill.Budget.Loads).Load);
        Assert.All(drill.Timeline, line => Assert.Equal("lab", line.Load));
    }
}
