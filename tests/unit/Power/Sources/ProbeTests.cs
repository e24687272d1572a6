using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Probes;

namespace NasOrleans.Tests.Unit.Power.Sources;

public sealed class ProbeTests
{
    private static readonly ContactFault Refused = new() { Kind = ContactFaultKind.Refused, Message = "refused" };
    private readonly List<PowerNote> _notes = [];
    private readonly ProbeConfig _config = new() { Target = "http://power.example", Mode = ProbeMode.Verified };
    private PowerMoment _now = new(TimeSpan.FromHours(1), Scene.Start);
    private ProbeState _state = new() { BootId = "boot-1" };

    private SourceVerdict Verdict => ProbeRules.Verdict(_state, _config, _now);

    [Fact]
    public void Verified_IsLostOnlyOnceAllFailed_AndEachStageIsTold()
    {
        Check(true);
        for (var failed = 1; failed < 5; failed++)
        {
            Check(false);
            Assert.Equal((PowerStanding.OnBattery, Scene.Start.AddMinutes(2)), (Verdict.Standing, Verdict.OutageSince));
        }

        Check(false);
        Assert.Equal((PowerStanding.Lost, PowerCause.ProbeFailed, "Check 5 of 5 failed: refused"), (Verdict.Standing, Verdict.Cause, Verdict.Why));
        Assert.Equal(6, _notes.Count(note => note.Kind == PowerNoteKind.Check));
        Assert.True(Verdict.Age < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Verified_AnySuccessStartsAnew()
    {
        Check(true);
        for (var check = 0; check < 50; check++)
        {
            Check(check % 5 == 4);
            Assert.NotEqual(PowerStanding.Lost, Verdict.Standing);
        }

        Assert.Contains(_notes, note => note.Text == "The check succeeded after 4 of 5 had failed");
    }

    [Fact]
    public void Immediate_TheFirstFailureIsAnOutage_AndASuccessItsEnd()
    {
        var immediate = _config with { Mode = ProbeMode.Immediate };
        Check(true, immediate);
        Check(false, immediate);
        Assert.Equal(PowerStanding.Lost, Verdict.Standing);

        Check(true, immediate);
        Assert.Equal((PowerStanding.OnLine, null), (Verdict.Standing, Verdict.OutageSince));
    }

    [Fact]
    public void NeverSucceededInThisBoot_ShutsNothingDown()
    {
        for (var check = 0; check < 20; check++) Check(false);
        Assert.Equal((PowerStanding.Unknown, false), (Verdict.Standing, Verdict.LastSeenOnBattery));
        Assert.Single(_notes);

        Check(true);
        _state = ProbeRules.Resume(_state, "boot-2", _now);
        for (var check = 0; check < 20; check++) Check(false);
        Assert.Equal(PowerStanding.Unknown, Verdict.Standing);
    }

    [Fact]
    public void Restarted_GoesOnWhereItWas_AfterAFreshCheck()
    {
        Check(true);
        for (var check = 0; check < 4; check++) Check(false);
        _state = ProbeRules.Resume(_state, "boot-1", _now);
        Assert.True(ProbeRules.IsDue(_state, _config, _now));

        Check(false, seconds: 1);
        Assert.Equal(PowerStanding.Lost, Verdict.Standing);
    }

    [Fact]
    public void Frozen_WhatWasFoundIsOld_UntilCheckedAgain()
    {
        Check(true);
        for (var check = 0; check < 5; check++) Check(false);
        Tick(20);
        Tick(1);
        Assert.True(ProbeRules.IsDue(_state, _config, _now));
        Assert.True(Verdict.Age > TimeSpan.FromSeconds(5));

        Check(true, seconds: 1);
        Assert.Equal(PowerStanding.OnLine, Verdict.Standing);
    }

    [Fact]
    public void CheckOfBeforeAFreeze_CountsForNothing()
    {
        Check(true);
        var before = new ProbeCheck { At = _now.Ticking + TimeSpan.FromSeconds(1), Fault = Refused };
        Tick(120);
        _state = ProbeRules.Judge(_state, _config with { Mode = ProbeMode.Immediate }, before, _now).State;

        Assert.Equal(PowerStanding.OnLine, Verdict.Standing);
    }

    [Fact]
    public void BetweenChecks_TheVerdictStaysYoung()
    {
        Check(true);
        for (var second = 0; second < 55; second++) Tick(1);
        Assert.False(ProbeRules.IsDue(_state, _config, _now));
        Assert.Equal(TimeSpan.Zero, Verdict.Age);

        for (var second = 0; second < 60; second++) Tick(1);
        Assert.True(Verdict.Age > TimeSpan.FromSeconds(60));
    }

    private void Tick(double seconds)
    {
        _now = new(_now.Ticking + TimeSpan.FromSeconds(seconds), _now.Wall.AddSeconds(seconds));
        _state = ProbeRules.Tick(_state, _now);
    }

    private void Check(bool good, ProbeConfig? config = null, double seconds = 60)
    {
        for (var second = 0; second < seconds; second++) Tick(1);
        var judged = ProbeRules.Judge(_state, config ?? _config, new() { At = _now.Ticking, Fault = good ? null : Refused }, _now);
        _state = judged.State;
        _notes.AddRange(judged.Notes);
    }
}
