using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Sources;

/// <summary>Silence, freezes, restarts and clocks that jump.</summary>
public sealed class ContactTests
{
    [Theory]
    [InlineData(ContactFaultKind.Stale)]
    [InlineData(ContactFaultKind.DriverGone)]
    [InlineData(ContactFaultKind.Refused)]
    [InlineData(ContactFaultKind.Timeout)]
    [InlineData(ContactFaultKind.NoReader)]
    public void LostOnBattery_IsDecidedWithinTheFailsafe(ContactFaultKind kind)
    {
        var scene = Scene.OnLine().SeeFor("OB", 10).Fail(kind);
        var first = scene.Now.Ticking;
        while (scene.Verdict.Standing != PowerStanding.Lost) scene.Fail(kind);

        Assert.Equal(PowerCause.ContactLost, scene.Verdict.Cause);
        Assert.InRange((scene.Now.Ticking - first).TotalSeconds, 3, 5);
        Assert.True(scene.Verdict.Age < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void NothingReadAtAll_IsSilenceToo()
    {
        var scene = Scene.OnLine().SeeFor("OB", 10);
        for (var second = 0; second < 5; second++) scene.Tick();

        Assert.Equal(PowerCause.ContactLost, scene.Verdict.Cause);
    }

    [Theory]
    [InlineData("")]
    [InlineData("WAIT")]
    [InlineData("OB\u0001 LB")]
    [InlineData("OL OB")]
    [InlineData("OFF")]
    public void StatusThatTellsNothing_IsSilence(string status)
    {
        Assert.Equal(PowerCause.ContactLost, Scene.OnLine().See("OB").SeeFor(status, 6).Verdict.Cause);
        Assert.Equal(PowerStanding.Unknown, Scene.OnLine().SeeFor(status, 6).Verdict.Standing);
    }

    [Fact]
    public void LostOnLine_OnlyAlarms()
    {
        var scene = Scene.OnLine();
        for (var second = 0; second < 3600; second++) scene.Fail();

        Assert.Equal((PowerStanding.Unknown, null, false), (scene.Verdict.Standing, scene.Verdict.Cause, scene.Verdict.LastSeenOnBattery));
        Assert.Equal(TimeSpan.FromSeconds(3599), scene.Verdict.UnknownFor);
        var told = Assert.Single(scene.Notes, note => note.Kind == PowerNoteKind.Contact);
        Assert.Equal((nameof(ContactState.Lost), Scene.Start.AddSeconds(65)), (told.To, told.At));

        Assert.Equal("Contact is back", scene.See("OL").Notes[^1].Text);
    }

    [Fact]
    public void DoubtOnLine_WithinTheGrace_IsCountedAndNotTold()
    {
        var scene = Scene.OnLine();
        for (var time = 0; time < 5; time++)
        {
            for (var second = 0; second < 20; second++) scene.Fail();
            scene.See("OL");
        }

        Assert.Equal([PowerNoteKind.Standing, PowerNoteKind.Flapping], scene.Notes.Select(note => note.Kind));
        Assert.Equal(5, scene.State.Contact.Flaps.Length);
    }

    [Fact]
    public void LostWhileCalibrating_OnlyAlarms()
    {
        var scene = Scene.OnLine().SeeFor("OB CAL", 10);
        for (var second = 0; second < 100; second++) scene.Fail();

        Assert.NotEqual(PowerStanding.Lost, scene.Verdict.Standing);
    }

    [Fact]
    public void Frozen_AndThawedAfterMainsReturned_NothingIsLost()
    {
        var scene = Scene.OnLine().SeeFor("OB DISCHRG", 60);
        var old = scene.Read("OB DISCHRG LB");

        scene.Pass(60).Judge(old with { At = scene.Now.Ticking - TimeSpan.FromSeconds(60) });
        Assert.True(scene.Last.LookAgain);
        Assert.Equal(PowerStanding.OnBattery, scene.Verdict.Standing);
        Assert.True(scene.Verdict.Age > TimeSpan.FromSeconds(59));

        // The question that was under way fails, as old as the freeze.
        scene.Pass(0.2).Judge(scene.Read("") with { Status = null, Fault = new() { Kind = ContactFaultKind.Timeout }, FailingSince = scene.Now.Ticking - TimeSpan.FromSeconds(60) });
        Assert.NotEqual(PowerStanding.Lost, scene.Verdict.Standing);

        Assert.Equal(PowerStanding.OnLine, scene.See("OL").Verdict.Standing);
    }

    [Fact]
    public void Frozen_AndThawedIntoSilence_TheFailsafeStartsAnew()
    {
        var scene = Scene.OnLine().SeeFor("OB", 60).Pass(60);
        for (var second = 0; second < 4; second++)
        {
            Assert.NotEqual(PowerStanding.Lost, scene.Verdict.Standing);
            scene.Fail();
        }

        Assert.Equal(PowerCause.ContactLost, scene.Fail().Verdict.Cause);
    }

    [Fact]
    public void AlwaysLate_StillDecides()
    {
        var scene = Scene.OnLine().SeeFor("OB", 60);
        for (var tick = 0; tick < 6; tick++) scene.Fail(seconds: 4);

        Assert.Equal(PowerCause.ContactLost, scene.Verdict.Cause);
        Assert.Equal(PowerCause.BatteryEnding, Scene.OnLine().See("OB").See("OB LB", seconds: 20).Verdict.Cause);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void ClockJumps_DurationsStay_AndWhatWasReadBeforeIsReadAgain(double wall)
    {
        var scene = Scene.OnLine().SeeFor("OB", 100);
        var before = scene.Read("OB LB");
        scene.Pass(1, wall).Judge(before);
        Assert.True(scene.Last.LookAgain);
        Assert.Equal(PowerStanding.OnBattery, scene.Verdict.Standing);

        scene.SeeFor("OB", 799);
        Assert.Equal(PowerStanding.OnBattery, scene.Verdict.Standing);
        Assert.Equal(PowerCause.LongOnBattery, scene.See("OB").Verdict.Cause);
    }

    [Fact]
    public void ClockThatKeepsJumping_DoesNotKeepFromDeciding()
    {
        var scene = Scene.OnLine().See("OB");
        for (var second = 0; second < 10; second++) scene.Pass(1, second % 2 == 0 ? 100 : -100).Judge(scene.Read("OB LB", age: 0.3));

        Assert.Equal(PowerCause.BatteryEnding, scene.Verdict.Cause);
    }

    [Fact]
    public void Restarted_InMidOutage_ForgetsNothing()
    {
        var scene = Scene.OnLine().SeeFor("OB", 600).Restart(60).SeeFor("OB", 239);
        Assert.Equal((PowerStanding.OnBattery, Scene.Start.AddSeconds(2)), (scene.Verdict.Standing, scene.Verdict.OutageSince));

        Assert.Equal(PowerCause.LongOnBattery, scene.SeeFor("OB", 2).Verdict.Cause);
    }

    [Fact]
    public void Restarted_WithAClockSetBack_CountsFromWhatWasWritten()
    {
        var scene = Scene.OnLine().SeeFor("OB", 600).Restart(-7200).SeeFor("OB", 200);

        Assert.Equal(PowerStanding.OnBattery, scene.Verdict.Standing);
    }

    [Fact]
    public void Restarted_WhenLost_IsStillLost_ButOnNothingFresh()
    {
        var scene = Scene.OnLine().SeeFor("OB LB", 3).Restart(10);
        Assert.Equal((PowerCause.BatteryEnding, null), (scene.Verdict.Cause, scene.Verdict.Age));

        Assert.Equal(PowerStanding.OnLine, scene.See("OL").Verdict.Standing);
    }

    [Fact]
    public void Restarted_IntoSilenceOnBattery_IsLostAfterTheFailsafe()
    {
        var scene = Scene.OnLine().SeeFor("OB", 3).Restart(10);
        for (var second = 0; second < 5; second++) scene.Fail();

        Assert.Equal(PowerCause.ContactLost, scene.Verdict.Cause);
    }

    [Fact]
    public void AnotherBoot_NothingGoesOn()
    {
        var scene = Scene.OnLine().SeeFor("OB LB", 3).Restart(100, boot: "boot-2", uptime: TimeSpan.FromSeconds(20));
        Assert.Equal((PowerStanding.Unknown, null), (scene.Verdict.Standing, scene.Verdict.OutageSince));
        for (var second = 0; second < 100; second++) scene.Fail();

        Assert.Equal(PowerStanding.Unknown, scene.Verdict.Standing);
    }

    [Fact]
    public void ForcedShutdown_ThatAppearsBesideOnLine_ActsWhileItStands()
    {
        var scene = Scene.OnLine().See("FSD OL CHRG");
        Assert.Equal(PowerCause.ForcedShutdown, scene.Verdict.Cause);

        Assert.Equal(PowerStanding.Lost, scene.SeeFor("FSD OL", 100).Verdict.Standing);
        Assert.Equal(PowerStanding.OnLine, scene.See("OL").Verdict.Standing);
    }

    [Fact]
    public void ForcedShutdown_ThatStoodAtFirstContact_OnlyAlarms_UntilOnBattery()
    {
        var scene = new Scene().SeeFor("FSD OL", 100);
        Assert.Equal(PowerStanding.OnLine, scene.Verdict.Standing);
        Assert.Single(scene.Notes, note => note.Kind == PowerNoteKind.OldForcedShutdown);

        Assert.Equal(PowerCause.ForcedShutdown, scene.See("FSD OB").Verdict.Cause);
        Assert.Equal(PowerCause.ForcedShutdown, new Scene().See("FSD OB").Verdict.Cause);
        Assert.Equal(PowerCause.ForcedShutdown, new Scene().See("FSD OL").See("OL").See("OL FSD").Verdict.Cause);
    }

    [Fact]
    public void ForcedShutdown_Reset_IsNotActedOnAgain()
    {
        var scene = Scene.OnLine().See("FSD OL");
        var reset = UpsRules.Reset(scene.State, new() { Confirm = new("ups"), By = "ada", Reason = "latched" }, scene.Now);

        Assert.Equal(PowerStanding.OnLine, UpsRules.Judge(reset.State, scene.Config, scene.Read("FSD OL"), scene.Pass(1).Now).State.Standing);
    }
}
