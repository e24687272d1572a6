using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Sources;

/// <summary>A UPS that uses its battery by its own will, and outages that come meanwhile.</summary>
public sealed class CalibrationTests
{
    [Fact]
    public void Calibration_ThatRunsTheBatteryDown_IsNoOutage()
    {
        var scene = Scene.OnLine();
        for (var second = 0; second < 3600; second++)
            scene.With("battery.charge", $"{100 - second / 45}").With("battery.runtime", $"{3600 - second}").See(second < 3300 ? "OB CAL DISCHRG" : "OB CAL DISCHRG LB");

        Assert.Equal((PowerStanding.OnLine, null, false), (scene.Verdict.Standing, scene.Verdict.OutageSince, scene.Verdict.LastSeenOnBattery));
        scene.See("OL CHRG");
        Assert.Equal(["None>Calibration", "Calibration>None"], scene.Notes.Where(note => note.Kind == PowerNoteKind.Test).Select(note => $"{note.From}>{note.To}"));
    }

    [Fact]
    public void BelowTheFloor_ATestCountsToo() =>
        Assert.Equal(PowerCause.LowCharge, Scene.OnLine().SeeFor("OB CAL", 60).With("battery.charge", "9").See("OB CAL").Verdict.Cause);

    [Fact]
    public void MainsGoneWhileCalibrating_IsAnOutage()
    {
        var scene = Scene.OnLine().SeeFor("OB CAL", 60).With("input.voltage", "0").See("OB CAL");
        Assert.Equal(PowerStanding.OnBattery, scene.Verdict.Standing);

        Assert.Equal(PowerCause.BatteryEnding, scene.See("OB CAL LB").Verdict.Cause);
    }

    [Fact]
    public void CalibrationBrokenOff_StillOnBattery_IsAnOutageFromThenOn_ThatNeedsNoSettling()
    {
        var scene = Scene.OnLine().SeeFor("OB CAL", 1000).With("battery.charge", "18").See("OB");

        Assert.Equal((PowerCause.LowCharge, scene.Now.Wall), (scene.Verdict.Cause, scene.Verdict.OutageSince));
    }

    [Fact]
    public void CalibrationShownInMidOutage_DoesNotEndIt()
    {
        var scene = Scene.OnLine().SeeFor("OB", 60).SeeFor("OB CAL", 841);

        Assert.Equal(PowerCause.LongOnBattery, scene.Verdict.Cause);
    }

    [Fact]
    public void ShortSelfTest_OfAUnitWithLittleRuntime_IsNoOutage() =>
        Assert.Equal(PowerStanding.OnLine, Scene.OnLine().With("battery.runtime", "300").SeeFor("OB DISCHRG", 20).See("OL").Verdict.Standing);

    [Fact]
    public void SelfTestThatFails_IsTold()
    {
        var scene = Scene.OnLine().With("ups.test.result", "Done and passed").See("OL").With("ups.test.result", "In progress").See("OL TEST");
        scene.With("ups.test.result", "Done and failed").See("OL");

        Assert.Equal(PowerSeverity.Critical, scene.Notes[^1].Severity);
        Assert.Equal("The self-test failed: Done and failed", scene.Notes[^1].Text);
    }
}
