using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols;
using NasOrleans.Tests.Unit.Power.Groups;
using static NasOrleans.Tests.Unit.Power.Groups.Stage;

namespace NasOrleans.Tests.Unit.Power.Runs;

public sealed class RunRulesTests
{
    private static readonly RunOrder Order = new() { Run = Guid.Empty, By = "ada" };

    private static Stage Lost(PowerGroupConfig config) => new Stage(config).Judge().Lose(A).Judge();

    private static PowerGroupConfig One(StepConfig step) => Group(Load("nas", A)) with { Phases = [new() { Name = "Only", Steps = [step] }] };

    [Fact]
    public void Next_PhaseByPhase_ToTheEnd()
    {
        var stage = Lost(Group(Load("lab", A), Load("nas", A)));
        Assert.Equal("Act:vm.lab Act:vm.nas", stage.NextWords());

        stage.Do("vm.lab");
        Assert.Equal("", stage.NextWords());

        stage.Answer("vm.nas").Ask("vm.nas", StepSight.Done);
        Assert.Equal("Act:off.lab Act:off.nas", stage.NextWords());

        Assert.Equal(RunState.Completed, stage.Do("off.lab", "off.nas").Run.State);
    }

    [Fact]
    public void Next_SerialPhase_OneAfterTheOther()
    {
        var stage = Lost(Group(Load("lab", A), Load("nas", A)) with { Phases = [new() { Name = "Systems", Parallel = false, Steps = [Nas("lab"), Nas("nas")] }] });

        Assert.Equal("Act:off.lab", stage.NextWords());
        Assert.Equal("Act:off.nas", stage.Do("off.lab").NextWords());
    }

    [Fact]
    public void Next_OurOwnHost_IsLastOfAll_AndAwaitsOtherGroupsForAWhile()
    {
        var stage = Lost(Group(Load("us", A) with { Local = true }, Load("nas", A)) with { Phases = [new() { Name = "All", Steps = [Us("us"), Nas("nas")] }] });
        Assert.Equal("Act:off.nas", stage.NextWords());

        stage.Do("off.nas");
        var busy = new RunFacts { OthersBusy = true };
        stage.State = stage.State with { Run = RunRules.Advance(stage.Run, busy, stage.Now) };
        Assert.Equal("", stage.NextWords(busy));
        Assert.Equal("Act:off.us", stage.Pass(120).NextWords(busy));
    }

    [Fact]
    public void VirtualMachines_ThatDoNotObey_AreSwitchedOffAfterThirtySeconds_OnceAsked()
    {
        var stage = Lost(Group(Load("nas", A))).Begin().Answer("vm.nas");

        stage.Pass(30);
        Assert.Equal("Ask:vm.nas", stage.NextWords());
        stage.Ask("vm.nas", StepSight.UnderWay);
        Assert.Equal("Force:vm.nas", stage.NextWords());

        stage.Begin().Pass(1).Answer("vm.nas").Ask("vm.nas", StepSight.Done);
        Assert.Equal((StepState.Confirmed, true, 2), (stage.StateOf("vm.nas"), stage.Run.Find("vm.nas")!.Forced, stage.Run.Find("vm.nas")!.Attempts));
    }

    [Fact]
    public void Step_ThatHangs_EndsWithinItsTimeout_AndTheRunGoesOn()
    {
        var stage = Lost(Group(Load("nas", A)) with { Phases = [new() { Name = "Disks", Steps = [new() { Id = "media", Load = "nas", Unmount = new() { Path = "/mnt/media" } }] }, new() { Name = "Systems", Steps = [Nas("nas")] }] }).Begin();

        stage.Judge(14);
        Assert.Equal("", stage.NextWords());

        stage.Judge(1);
        Assert.Equal((StepState.Unknown, "Act:off.nas"), (stage.StateOf("media"), stage.NextWords()));
    }

    [Theory]
    [InlineData(FailurePolicy.GoOn, RunState.Incomplete, StepState.Failed)]
    [InlineData(FailurePolicy.Abort, RunState.Aborted, StepState.Cancelled)]
    public void Refused_GoesByThePolicy(FailurePolicy policy, RunState ends, StepState next)
    {
        var stage = Lost(Group(Load("nas", A)) with { Phases = [new() { Name = "One", Steps = [Vm("nas") with { OnFailure = policy }] }, new() { Name = "Two", Steps = [Nas("nas")] }] });

        stage.Begin().Answer("vm.nas", AnswerKind.Refused);
        if (policy == FailurePolicy.GoOn) stage.Begin().Answer("off.nas", AnswerKind.Refused);
        stage.Judge();

        Assert.Equal((ends, next), (stage.Run.State, stage.StateOf("off.nas")));
    }

    [Fact]
    public void Wait_GivesTheTargetMoreTime_AndThenGoesOn()
    {
        var stage = Lost(One(Nas("nas") with { OnFailure = FailurePolicy.Wait, WaitAtMost = TimeSpan.FromSeconds(60) })).Begin().Answer("off.nas").Ask("off.nas", StepSight.Untouched);

        stage.Judge(359);
        Assert.NotNull(stage.State.Run);
        stage.Judge(2);
        Assert.Equal((RunState.Incomplete, StepState.Failed), (stage.Run.State, stage.StateOf("off.nas")));
    }

    [Fact]
    public void Unclear_IsAsked_AndToldAgainOnlyWhenItShowsThatItWasNot()
    {
        var stage = Lost(One(Nas("nas"))).Begin().Answer("off.nas", AnswerKind.Unclear);
        Assert.Equal("Ask:off.nas", stage.NextWords());

        stage.Ask("off.nas", StepSight.Untouched).Pass(2);
        Assert.Equal("Ask:off.nas", stage.NextWords());

        stage.Pass(14).Ask("off.nas", StepSight.Untouched);
        Assert.Equal("Act:off.nas", stage.NextWords());
    }

    [Fact]
    public void Unclear_WithNobodyToAsk_IsUnknown_AndNotRepeated()
    {
        var stage = Lost(One(new() { Id = "stop", Load = "nas", Command = new() { Name = "stop" } })).Begin().Answer("stop", AnswerKind.Unclear).Judge();

        Assert.Equal((StepState.Unknown, RunState.Incomplete), (stage.StateOf("stop"), stage.Run.State));
    }

    [Fact]
    public void DryRun_IsTheSameWay_AndConfirmsNothing()
    {
        var stage = Lost(Group(Load("nas", A)));
        stage.State = stage.State with { Run = stage.Run with { DryRun = true } };

        stage.Begin().Answer("vm.nas").Begin().Answer("off.nas").Judge();

        Assert.Equal((RunState.Completed, StepState.Acted), (stage.Run.State, stage.StateOf("off.nas")));
        Assert.Contains(stage.Run.Timeline, line => line.Text.StartsWith("[DRY-RUN] ", StringComparison.Ordinal));
        Assert.False(GroupRules.IsDark(stage.State, "nas"));
        Assert.Empty(stage.State.Durations);
    }

    [Fact]
    public void UpsOff_OnlyOnceEveryLoadOnItIsSeenDark()
    {
        var config = Group(Load("lab", A), Load("nas", A)) with { UpsOff = [new() { Source = A }] };
        var stage = Lost(config).Do("vm.lab", "vm.nas").Do("off.lab", "off.nas");
        Assert.Equal("Act:ups-off.a", stage.NextWords());
        Assert.Equal("", stage.NextWords(new() { NotClear = [A] }));

        var refused = Lost(config).Do("vm.lab", "vm.nas").Do("off.lab").Answer("off.nas", AnswerKind.Refused).Judge(40);
        Assert.Equal(StepState.Skipped, refused.StateOf("ups-off.a"));
    }

    [Fact]
    public void UpsOff_WhileALoadOnItIsNotPartOfTheRun_IsNotDone()
    {
        var config = Group(Load("lab", A) with { Shedding = new() { Level = 1, OnBattery = TimeSpan.FromSeconds(40) } }, Load("nas", A)) with { UpsOff = [new() { Source = A }] };
        var stage = new Stage(config).Judge().See(A, PowerStanding.OnBattery).Judge(45).Do("vm.lab").Do("off.lab");
        Assert.Equal(RunState.Completed, stage.Run.State);

        stage.Lose(A).Judge().Do("vm.nas").Do("off.nas");
        Assert.Equal("Act:ups-off.a", stage.NextWords());
    }

    [Fact]
    public void Mains_BackForAMoment_PausesAndGoesOn()
    {
        var stage = Lost(Group(Load("nas", A))).Do("vm.nas").See(A, PowerStanding.OnLine).Judge(5);
        Assert.Equal("", stage.NextWords());

        Assert.Equal("Act:off.nas", stage.See(A, PowerStanding.OnBattery).Judge().NextWords());
    }

    [Fact]
    public void Mains_Stays_LeavesOutWhatHasNotBegun()
    {
        var stage = Lost(Group(Load("nas", A))).Do("vm.nas").See(A, PowerStanding.OnLine).Judge(12);

        Assert.Equal((RunState.Cancelled, StepState.Confirmed, StepState.Cancelled), (stage.Run.State, stage.StateOf("vm.nas"), stage.StateOf("off.nas")));
    }

    [Fact]
    public void Mains_StaysPastThePointOfNoReturn_ChangesNothing()
    {
        var stage = Lost(Group(Load("nas", A)) with
        {
            Phases = [new() { Name = "One", Steps = [Vm("nas") with { NoReturn = true }] }, new() { Name = "Two", Steps = [Nas("nas")] }],
        }).Do("vm.nas").See(A, PowerStanding.OnLine).Judge(60);

        Assert.Equal((true, "Act:off.nas"), (stage.Run.Loads[0].Committed, stage.NextWords()));
    }

    [Fact]
    public void Mains_StaysAndFailsAgain_WhileStepsAreWatched_GoesOnWhereItWas()
    {
        var stage = Lost(Group(Load("lab", A), Load("nas", A))).Do("vm.lab").See(A, PowerStanding.OnLine).Judge(12);
        Assert.Equal(StepState.Cancelled, stage.StateOf("off.nas"));

        stage.Lose(A).Judge().Answer("vm.nas").Ask("vm.nas", StepSight.Done);

        Assert.Equal("Ask:off.lab Ask:off.nas", stage.NextWords());
        Assert.Equal("Act:off.lab Act:off.nas", stage.Ask("off.lab", StepSight.Untouched).Ask("off.nas", StepSight.Untouched).NextWords());
    }

    [Fact]
    public void Thawed_NothingIsBegunOnWhatWasKnownBefore()
    {
        var stage = Lost(Group(Load("nas", A))).Do("vm.nas").Silence(A).Pass(60).Tick();
        Assert.Equal("", stage.NextWords());

        Assert.Equal("", stage.See(A, PowerStanding.OnLine).Judge().NextWords());
        Assert.Equal(StepState.Cancelled, stage.Judge(12).StateOf("off.nas"));

        var blind = Lost(Group(Load("nas", A))).Do("vm.nas").Silence(A).Pass(60).Tick();
        Assert.Equal("Act:off.nas", blind.Judge(5).NextWords());
    }

    [Fact]
    public void Restart_InTheSameBoot_AsksBeforeItTellsAgain()
    {
        var stage = Lost(Group(Load("nas", A))).Do("vm.nas").Begin().Pass(3).Wake().Tick();

        Assert.Equal("Ask:off.nas", stage.NextWords());
        Assert.Equal(StepState.Confirmed, stage.Ask("off.nas", StepSight.Done).StateOf("off.nas"));
    }

    [Fact]
    public void Restart_WithAWallClockThatWasSet_LosesNoTimeOfTheSteps()
    {
        var stage = Lost(Group(Load("nas", A))).Do("vm.nas").Begin().Pass(4000).Wake().Tick();

        Assert.Equal("Ask:off.nas", stage.NextWords());
    }

    [Fact]
    public void Restart_InAnotherBoot_ClosesIt_AndNothingRepeats()
    {
        var stage = Lost(Group(Load("us", A) with { Local = true })).Do("vm.us").Begin().Answer("off.us").Pass(90).Wake("boot-2");
        Assert.Equal((RunState.HostWentDown, StepState.Confirmed), (stage.Run.State, stage.StateOf("off.us")));

        Assert.Null(stage.See(A, PowerStanding.OnBattery).Judge(60).State.Run);
    }

    [Fact]
    public void Unwritten_ProtectionGoesAheadAfterASecond_APersonsRunDoesNot()
    {
        var stage = Lost(One(Nas("nas")));
        var acts = stage.Next();
        var begun = RunRules.Begin(stage.Run, acts, stage.Now);
        var tried = stage.Now;

        var soon = WriteRules.Unwritten(begun, acts, tried, stage.Pass(0.5).Now);
        var late = WriteRules.Unwritten(begun, acts, tried, stage.Pass(0.5).Now);
        var manual = WriteRules.Unwritten(begun with { Protective = false }, acts, tried, stage.Now);
        var manualLate = WriteRules.Unwritten(begun with { Protective = false }, acts, tried, stage.Pass(9).Now);

        Assert.Equal((StepState.Planned, 0), (soon.Find("off.nas")!.State, soon.Find("off.nas")!.Attempts));
        Assert.Equal((StepState.Acting, false), (late.Find("off.nas")!.State, WriteRules.MustWait(late, stage.Now)));
        Assert.Equal((StepState.Planned, StepState.Failed), (manual.Find("off.nas")!.State, manualLate.Find("off.nas")!.State));
    }

    [Fact]
    public void Hold_BeginsNothing_AndNotForEver()
    {
        var stage = Lost(Group(Load("nas", A)));
        stage.State = stage.State with { Run = SteeringRules.Hold(stage.Run, Order, TimeSpan.FromHours(1), stage.Now) };
        Assert.Equal((RunState.Held, ""), (stage.Run.State, stage.NextWords()));

        stage.Pass(15 * 60).Tick();
        Assert.Equal("Act:vm.nas", stage.NextWords());

        var again = SteeringRules.Hold(stage.Run, Order, TimeSpan.FromMinutes(1), stage.Now);
        Assert.Equal(RunState.Running, again.State);
    }

    [Fact]
    public void Skip_WhatHasNotBegun_IsLeftOut_AndWhatHasIsNotWaitedFor()
    {
        var stage = Lost(Group(Load("nas", A))).Begin();
        var skipped = SteeringRules.Skip(SteeringRules.Skip(stage.Run, "vm.nas", Order, stage.Now), "off.nas", Order, stage.Now);

        Assert.Equal((StepState.Unknown, StepState.Skipped), (skipped.Find("vm.nas")!.State, skipped.Find("off.nas")!.State));
        Assert.Equal(GroupRefusal.NoStep, SteeringRules.MaySkip(skipped, "off.nas"));
    }

    [Fact]
    public void Abort_BeginsNothingMore_AndWatchesWhatWasBegun_AndHoldsForTheOutage()
    {
        var stage = Lost(Group(Load("nas", A))).Begin().Answer("vm.nas");
        stage.State = stage.State with { Run = SteeringRules.Abort(stage.Run, Order, stage.Now) };
        Assert.Equal("Ask:vm.nas", stage.NextWords());

        stage.Ask("vm.nas", StepSight.Done).Judge(60);

        Assert.Equal((RunState.Aborted, true), (stage.Run.State, stage.State.Run is null));
        Assert.Equal((StepState.Confirmed, StepState.Cancelled), (stage.StateOf("vm.nas"), stage.StateOf("off.nas")));
    }
}
