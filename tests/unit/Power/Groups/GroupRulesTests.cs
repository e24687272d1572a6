using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;
using static NasOrleans.Tests.Unit.Power.Groups.Stage;

namespace NasOrleans.Tests.Unit.Power.Groups;

public sealed class GroupRulesTests
{
    [Fact]
    public void Judge_MerelyOnBattery_IsNotLost()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge().See(A, PowerStanding.OnBattery).Judge(600);

        Assert.Equal((LoadStanding.OnBattery, true), (stage["nas"].Standing, stage.State.Run is null));
    }

    [Fact]
    public void Judge_Lost_StartsARunThatSaysWhy()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge().Lose(A).Judge();

        Assert.Equal((RunState.Running, true, "power"), (stage.Run.State, stage.Run.Protective, stage.Run.StartedBy));
        Assert.Equal((A, LossReason.Lost, PowerCause.LowCharge, 90.0), stage.Run.Loads[0].Cause!.Sources[0] is var cause ? (cause.Source, cause.Reason, cause.Cause!.Value, cause.Charge!.Value) : default);
    }

    [Theory]
    [InlineData(FeedRule.All, 0, false)]
    [InlineData(FeedRule.Any, 0, true)]
    [InlineData(FeedRule.AtLeast, 1, true)]
    [InlineData(FeedRule.AtLeast, 2, false)]
    public void Judge_OneOfTwoFeedsLost_GoesByTheRule(FeedRule rule, int count, bool goes)
    {
        var stage = new Stage(Group(Load("nas", A, B) with { Rule = rule, Count = count })).Judge().Lose(A).Judge();

        Assert.Equal(goes, stage.State.Run is not null);
    }

    [Fact]
    public void Judge_UnknownBeyondTheFailsafe_CountsOnlyWhileTheOthersAreLost()
    {
        var stage = new Stage(Group(Load("nas", A, B))).Judge().See(B, PowerStanding.Unknown, unknownFor: 60).Judge(60);
        Assert.Null(stage.State.Run);

        stage.See(A, PowerStanding.OnBattery).Judge(60);
        Assert.Null(stage.State.Run);

        stage.Lose(A).Judge();
        Assert.Equal([LossReason.Lost, LossReason.Unknown], stage.Run.Loads[0].Cause!.Sources.Select(cause => cause.Reason));
    }

    [Fact]
    public void Judge_UnknownForLessThanTheFailsafe_DoesNotCountYet()
    {
        var stage = new Stage(Group(Load("nas", A, B))).Judge().Lose(A).See(B, PowerStanding.Unknown, unknownFor: 4).Judge();

        Assert.Null(stage.State.Run);
    }

    [Fact]
    public void Judge_LostByOldData_IsNotActedOn()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge().See(A, PowerStanding.Lost, age: 5.1).Judge(600);

        Assert.Null(stage.State.Run);
    }

    [Fact]
    public void Judge_ThawedAfterAMinuteOnBattery_CountsSilenceFromTheFirstNewLook()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge().See(A, PowerStanding.OnBattery).Judge(10).Silence(A).Judge(10);

        stage.Pass(60).Tick();
        Assert.Null(stage.State.Run);

        stage.See(A, PowerStanding.OnLine).Judge(60);
        Assert.Null(stage.State.Run);
    }

    [Fact]
    public void Judge_NobodyTellsOfASourceLastOnBattery_IsLostAfterAWhile()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge().See(A, PowerStanding.OnBattery).Judge(10).Silence(A).Judge(15);
        Assert.Null(stage.State.Run);

        stage.Judge(2);
        Assert.Equal(LossReason.NoVerdict, stage.Run.Loads[0].Cause!.Sources[0].Reason);
    }

    [Fact]
    public void Judge_NobodyTellsOfASourceLastOnLine_OnlyWaits() =>
        Assert.Null(new Stage(Group(Load("nas", A))).Judge(5).Silence(A).Judge(3600).State.Run);

    [Fact]
    public void Judge_TheServersHostGoesDownByOurOwnStep_IsNoTrigger()
    {
        var config = Group(Load("lab", B), Load("guard", A) with { Serves = [B] }, Load("nas", B));
        var stage = new Stage(config).Judge().See(B, PowerStanding.OnBattery).Lose(A).Judge().Begin();

        stage.Lose(B, PowerCause.ContactLost).Judge(60);

        Assert.Equal(["guard"], stage.Run.Loads.Select(load => load.Load));
    }

    [Fact]
    public void Judge_Delay_IsWaitedFor_UnlessTheUpsSaysThatItEnds()
    {
        var config = Group(Load("nas", A) with { Delay = TimeSpan.FromSeconds(20) });
        Assert.Null(new Stage(config).Judge().Lose(A).Judge(20).State.Run);
        Assert.NotNull(new Stage(config).Judge().Lose(A).Judge(21).State.Run);
        Assert.NotNull(new Stage(config).Judge().Lose(A, PowerCause.BatteryEnding).Judge().State.Run);
    }

    [Fact]
    public void Judge_BackBeforeTheDelayIsOver_StartsNothing() =>
        Assert.Null(new Stage(Group(Load("nas", A) with { Delay = TimeSpan.FromSeconds(20) })).Judge().Lose(A).Judge(15).See(A, PowerStanding.OnLine).Judge(60).State.Run);

    [Fact]
    public void Shedding_ByItsOwnCharge_GoesFirst_AndTheOthersStay()
    {
        var stage = new Stage(Group(Load("lab", A) with { Shedding = new() { Level = 1, Charge = 80 } }, Load("nas", A))).Judge().See(A, PowerStanding.OnBattery, charge: 70);

        stage.Judge(29);
        Assert.Null(stage.State.Run);

        stage.Judge(5);
        Assert.Equal(["lab"], stage.Run.Loads.Select(load => load.Load));
    }

    [Fact]
    public void Shedding_TakesTheLowerLevelsAlong()
    {
        var config = Group(
            Load("lab", A) with { Shedding = new() { Level = 1 } },
            Load("media", A) with { Shedding = new() { Level = 2, OnBattery = TimeSpan.FromSeconds(60) } },
            Load("nas", A));
        var stage = new Stage(config).Judge().See(A, PowerStanding.OnBattery).Judge(62);

        Assert.Equal(["lab", "media"], stage.Run.Loads.Select(load => load.Load).Order());
    }

    [Fact]
    public void Shedding_ByReserve_GoesWhenTheBatteryJustSuffices()
    {
        // 45 s for the machines, 300 s for the system, 60 s in reserve.
        var config = Group(Load("nas", A) with { Shedding = new() { ByReserve = true } });

        Assert.Null(new Stage(config).Judge().See(A, PowerStanding.OnBattery, runtime: 410).Judge(40).State.Run);
        Assert.NotNull(new Stage(config).Judge().See(A, PowerStanding.OnBattery, runtime: 400).Judge(40).State.Run);
    }

    [Fact]
    public void Steer_AnotherLoadGoesWhileARunIsUnderWay_JoinsItAtItsPlace()
    {
        var stage = new Stage(Group(Load("lab", A), Load("nas", B))).Judge().Lose(A).Judge().Do("vm.lab");
        Assert.Equal("Act:off.lab", stage.NextWords());

        stage.Lose(B).Judge();

        Assert.Equal("Act:vm.nas", stage.NextWords());
        Assert.Single(stage.State.Runs.Append(stage.Run));
    }

    [Fact]
    public void Steer_OutageGoesOnAfterItsRun_StartsNoOtherUntilReset()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge().Lose(A).Judge().Do("vm.nas").Do("off.nas").Judge(600);
        Assert.Equal((1, true), (stage.State.Runs.Length, RunStartRules.InCrisis(stage.State)));

        stage.State = RunStartRules.Reset(stage.State);
        stage.Judge();

        Assert.NotNull(stage.State.Run);
    }

    [Fact]
    public void Steer_MainsBackAndGoneAgain_IsAnotherRun()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge().Lose(A).Judge().Do("vm.nas").Do("off.nas").Judge().See(A, PowerStanding.OnLine).Judge(12).Lose(A).Judge();

        Assert.NotNull(stage.State.Run);
        Assert.All(stage.Run.Steps(), step => Assert.True(step.AskFirst));
    }

    [Fact]
    public void Steer_TargetOutOfReachForAllOfTheRun_IsTriedByAnother()
    {
        var stage = new Stage(Group(Load("nas", A)) with { Phases = [new() { Name = "Systems", Steps = [Nas("nas") with { Timeout = TimeSpan.FromSeconds(5) }] }] }).Judge().Lose(A).Judge();
        for (var second = 0; second < 8 && stage.State.Runs.IsEmpty; second++) stage.Begin().Answer("off.nas", NasOrleans.Protocols.AnswerKind.NotSent).Judge();

        Assert.Equal((StepState.Failed, RunState.Incomplete), (stage.State.Runs[0].Find("off.nas")!.State, stage.State.Runs[0].State));
        Assert.NotNull(stage.Judge().State.Run);
    }

    [Fact]
    public void StartByHand_WrongName_IsRefused()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge();
        var start = new RunStart { Id = Guid.NewGuid(), Confirm = "Attic", By = "ada", Reason = "move" };

        Assert.Equal(GroupRefusal.NotConfirmed, RunStartRules.StartByHand(stage.Config, stage.State, start, stage.Draft(), stage.Now).Refusal);
        Assert.Equal(GroupRefusal.NotFound, RunStartRules.StartByHand(stage.Config, stage.State, start with { Confirm = "Basement", Loads = ["x"] }, stage.Draft(), stage.Now).Refusal);
    }

    [Fact]
    public void StartByHand_IsNotCalledOffByMains()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge();
        (stage.State, var refusal) = RunStartRules.StartByHand(stage.Config, stage.State, new() { Id = Guid.NewGuid(), Confirm = "Basement", By = "ada", Reason = "move" }, stage.Draft(), stage.Now);

        stage.Judge(30).Do("vm.nas").Do("off.nas").Judge();

        Assert.Equal((GroupRefusal.None, RunState.Completed, false), (refusal, stage.Run.State, stage.Run.Protective));
    }

    [Fact]
    public void PowerOn_MainsStaysAndTheBatteryHoldsEnough_BringsBackWhatWentDown_InLevels()
    {
        var wake = (string load) => new NasOrleans.Power.Runs.Steps.StepConfig { Id = "wake." + load, Load = load, Wake = new() { Macs = ["02:00:00:00:00:01"] } };
        var config = Group(Load("lab", A) with { PowerOn = wake("lab"), Shedding = new() { Level = 1 } }, Load("nas", A) with { PowerOn = wake("nas") });
        var stage = new Stage(config).Judge().Lose(A).Judge().Do("vm.lab", "vm.nas").Do("off.lab", "off.nas").See(A, PowerStanding.OnLine, charge: 49).Judge(300);
        Assert.Null(stage.State.Run);

        stage.See(A, PowerStanding.OnLine, charge: 50).Judge();
        Assert.Equal((RunKind.PowerOn, "Act:wake.nas"), (stage.Run.Kind, stage.NextWords()));

        Assert.Equal("Act:wake.lab", stage.Begin().Answer("wake.nas").NextWords());
        Assert.Null(stage.Begin().Answer("wake.lab").Judge().Judge(600).State.Run);
    }

    [Fact]
    public void PowerOn_AfterOurOwnHostWentDown_OnlyWhenWanted()
    {
        var wake = new NasOrleans.Power.Runs.Steps.StepConfig { Id = "wake", Load = "nas", Wake = new() { Macs = ["02:00:00:00:00:01"] } };
        var config = Group(Load("nas", A) with { PowerOn = wake });
        var stage = new Stage(config).Judge().Lose(A).Judge().Do("vm.nas").Do("off.nas").Judge().Pass(600).Wake("boot-2").See(A, PowerStanding.OnLine, charge: 100).Judge(600);
        Assert.Null(stage.State.Run);

        stage.Config = config with { PowerOn = new() { AfterReboot = true } };
        Assert.Equal(RunKind.PowerOn, stage.Judge().Run.Kind);
    }

    [Fact]
    public void MustPersist_NothingButNumbersChanged_Not()
    {
        var stage = new Stage(Group(Load("nas", A))).Judge();
        var before = stage.State;

        Assert.False(GroupRules.MustPersist(before, stage.See(A, PowerStanding.OnLine, charge: 42).Judge().State));
        Assert.True(GroupRules.MustPersist(before, stage.See(A, PowerStanding.OnBattery).Judge().State));
    }

    [Fact]
    public void State_GoesThroughJson()
    {
        var stage = new Stage(Group(Load("nas", A)) with { UpsOff = [new() { Source = A }] }).Judge().Lose(A).Judge().Begin();
        var json = System.Text.Json.JsonSerializer.Serialize(stage.State, StateJson.Options);

        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<GroupState>(json, StateJson.Options), StateJson.Options));
        Assert.Contains("ups-off.a", json, StringComparison.Ordinal);
    }
}
