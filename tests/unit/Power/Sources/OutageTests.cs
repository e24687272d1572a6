using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Sources;

/// <summary>When a UPS on battery counts as lost, by which cause, and when no longer.</summary>
public sealed class OutageTests
{
    [Fact]
    public void OnLine_IsOnLine()
    {
        var verdict = Scene.OnLine().Verdict;

        Assert.Equal((PowerStanding.OnLine, null, false), (verdict.Standing, verdict.Cause, verdict.LastSeenOnBattery));
        Assert.Equal((100, TimeSpan.FromHours(1)), (verdict.Charge, verdict.Runtime));
    }

    [Fact]
    public void MerelyOnBattery_IsNotLost()
    {
        var scene = Scene.OnLine().SeeFor("OB DISCHRG", 60);

        Assert.Equal((PowerStanding.OnBattery, true), (scene.Verdict.Standing, scene.Verdict.LastSeenOnBattery));
        Assert.Equal(Scene.Start.AddSeconds(2), scene.Verdict.OutageSince);
    }

    [Theory]
    [InlineData("OB LB")]
    [InlineData("OB DISCHRG LB RB")]
    [InlineData("LB OB TEST")]
    public void BatteryEnding_CountsAtOnce(string status) => Assert.Equal(PowerCause.BatteryEnding, Scene.OnLine().See(status).Verdict.Cause);

    [Theory]
    [InlineData("OL LB")]
    [InlineData("OB CAL LB")]
    [InlineData("OL DISCHRG")]
    [InlineData("OL OFF")]
    [InlineData("OL CHRG LB RB ALARM OVER BYPASS")]
    public void WhatIsNoOutage_IsNotLost(string status) => Assert.NotEqual(PowerStanding.Lost, Scene.OnLine().SeeFor(status, 1000).Verdict.Standing);

    [Fact]
    public void LowCharge_CountsAfterStabilisation()
    {
        var scene = Scene.OnLine().With("battery.charge", "19").SeeFor("OB DISCHRG", 30);
        Assert.Equal(PowerStanding.OnBattery, scene.Verdict.Standing);

        Assert.Equal(PowerCause.LowCharge, scene.See("OB DISCHRG").Verdict.Cause);
        Assert.Equal("Charge 19 % is below 20 %", scene.Verdict.Why);
    }

    [Fact]
    public void LowRuntime_IsNamedWithItsNumbers()
    {
        var scene = Scene.OnLine().SeeFor("OB", 60).With("battery.runtime", "599").See("OB");

        Assert.Equal((PowerCause.LowRuntime, "Runtime 599 s is below 600 s"), (scene.Verdict.Cause, scene.Verdict.Why));
    }

    [Fact]
    public void SeveralAtOnce_TheFirstIsNamed()
    {
        var scene = Scene.OnLine().SeeFor("OB", 60).With("battery.runtime", "5").With("battery.charge", "5").See("OB");

        Assert.Equal(PowerCause.LowCharge, scene.Verdict.Cause);
    }

    [Fact]
    public void LongOnBattery_CountsAfterItsTime()
    {
        var scene = Scene.OnLine().SeeFor("OB", 900);
        Assert.Equal(PowerStanding.OnBattery, scene.Verdict.Standing);

        Assert.Equal(PowerCause.LongOnBattery, scene.See("OB").Verdict.Cause);
    }

    [Fact]
    public void LongOnBattery_SwitchedOff_NeverCounts() =>
        Assert.Equal(PowerStanding.OnBattery, Scene.OnLine(new() { LongOnBattery = TimeSpan.Zero }).SeeFor("OB", 5000).Verdict.Standing);

    [Fact]
    public void FastDepletion_CountsAfterGrace()
    {
        var scene = Scene.OnLine();
        for (var second = 0; scene.Verdict.Standing != PowerStanding.Lost && second < 200; second++)
            scene.With("battery.charge", $"{100 - second * 20 / 60.0:0}").See("OB DISCHRG");

        Assert.Equal(PowerCause.FastDepletion, scene.Verdict.Cause);
        Assert.InRange((scene.Now.Wall - scene.Verdict.OutageSince!.Value).TotalSeconds, 90, 95);
        Assert.InRange(scene.State.Outage!.Rate!.Value, 17, 23);
    }

    [Theory]
    [InlineData(13, false)]
    [InlineData(18, true)]
    public void DepletionInStepsOfHalfAMinute_IsSeenAsItIs(int perMinute, bool lost)
    {
        var scene = Scene.OnLine(new() { LowCharge = 0, LowRuntime = TimeSpan.Zero });
        for (var second = 0; second < 300; second++)
            scene.With("battery.charge", $"{Math.Max(1, 100 - second / 30 * perMinute / 2)}").See("OB DISCHRG");

        Assert.Equal(lost, scene.Verdict.Cause == PowerCause.FastDepletion);
    }

    [Fact]
    public void DropAtTheTransfer_IsNoDepletion()
    {
        var scene = Scene.OnLine().See("OB").With("battery.charge", "60").SeeFor("OB DISCHRG", 600);

        Assert.Equal(PowerStanding.OnBattery, scene.Verdict.Standing);
    }

    [Fact]
    public void OnceLost_StaysLostUntilMainsIsBack()
    {
        var scene = Scene.OnLine().See("OB LB").With("battery.charge", "90").SeeFor("OB", 10);
        Assert.Equal(PowerCause.BatteryEnding, scene.Verdict.Cause);

        scene.Fail().Fail();
        Assert.Equal(PowerStanding.Lost, scene.Verdict.Standing);

        scene.See("OL CHRG");
        Assert.Equal((PowerStanding.OnLine, null, null), (scene.Verdict.Standing, scene.Verdict.Cause, scene.Verdict.OutageSince));
    }

    [Fact]
    public void Reset_JudgesAnew()
    {
        var scene = Scene.OnLine().See("OB LB");
        var reset = UpsRules.Reset(scene.State, new() { Confirm = new("ups"), By = "ada", Reason = "a mistake" }, scene.Now);

        Assert.Null(reset.State.Loss);
        Assert.Equal(PowerCause.BatteryEnding, UpsRules.Judge(reset.State, scene.Config, scene.Read("OB LB"), scene.Pass(1).Now).State.Loss?.Cause);
    }

    [Fact]
    public void Transitions_AreToldOnce()
    {
        var scene = Scene.OnLine().SeeFor("OB", 100).SeeFor("OB LB", 100).SeeFor("OL", 100);

        Assert.Equal(
            ["Unknown>OnLine", "OnLine>OnBattery", "OnBattery>Lost", "Lost>OnLine"],
            scene.Notes.Where(note => note.Kind == PowerNoteKind.Standing).Select(note => $"{note.From}>{note.To}"));
    }
}
