using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Sources;

/// <summary>The small machines: each change is told once, with its numbers.</summary>
public sealed class MachineTests
{
    [Theory]
    [InlineData(PowerNoteKind.Bypass, "OL BYPASS", "OL", "off>on on>off")]
    [InlineData(PowerNoteKind.ReplaceBattery, "OL RB", "OL", "off>on on>off")]
    [InlineData(PowerNoteKind.Output, "OL OFF", "OL", "off>on on>off")]
    [InlineData(PowerNoteKind.Overload, "OL OVER", "OL", "off>on on>off")]
    [InlineData(PowerNoteKind.Regulation, "OL BOOST", "OL", "None>Boost Boost>None")]
    [InlineData(PowerNoteKind.Regulation, "OL TRIM", "OL BOOST", "None>Trim Trim>Boost")]
    [InlineData(PowerNoteKind.Regulation, "OL TRIM", "OB TRIM", "None>Trim Trim>None")]
    [InlineData(PowerNoteKind.Alarm, "OL ALARM", "OL", "off>on on>off")]
    [InlineData(PowerNoteKind.Test, "OL TEST", "OL", "None>SelfTest SelfTest>None")]
    [InlineData(PowerNoteKind.UnknownFlag, "OL ECO", "OL", ">ECO")]
    public void Flag_IsToldWhenItComesAndGoes(PowerNoteKind kind, string with, string without, string told)
    {
        var scene = Scene.OnLine().SeeFor(with, 20).SeeFor(without, 20);

        Assert.Equal(told, string.Join(' ', scene.Notes.Where(note => note.Kind == kind).Select(note => $"{note.From}>{note.To}")));
    }

    [Fact]
    public void UnknownFlag_IsToldOnceEver() =>
        Assert.Single(Scene.OnLine().See("OL ECO").See("OL").See("OL ECO").Notes, note => note.Kind == PowerNoteKind.UnknownFlag);

    [Fact]
    public void Overload_EndsWithItsWorst()
    {
        var scene = Scene.OnLine().With("ups.load", "104").See("OL OVER").With("ups.load", "120").See("OL OVER").With("ups.load", "80").See("OL");

        Assert.Equal((120, 80), (scene.Notes[^1].Numbers["worst"], scene.Notes[^1].Numbers["load"]));
        Assert.Equal("The UPS is no longer overloaded, after 2 s", scene.Notes[^1].Text);
    }

    [Fact]
    public void Alarm_IsToldWithItsText_AlsoWhenThatComesLater()
    {
        var scene = Scene.OnLine().See("OL ALARM").With("ups.alarm", "Fan failure").SeeFor("OL ALARM", 5).With("ups.alarm", "").See("OL");

        Assert.Equal(
            ["The UPS raises an alarm", "The UPS raises an alarm: Fan failure", "The alarm of the UPS is over"],
            scene.Notes.Where(note => note.Kind == PowerNoteKind.Alarm).Select(note => note.Text));
    }

    [Fact]
    public void BrownOut_IsToldOnceItLasts_AndOverOnlyBeyondTheHysteresis()
    {
        var scene = Scene.OnLine().With("input.voltage.nominal", "230").With("input.voltage", "206").SeeFor("OL", 10);
        Assert.Empty(Voltage(scene));

        scene.SeeFor("OL", 2).With("input.voltage", "208").SeeFor("OL", 60);
        Assert.Equal("Brown-out: 206 V is below 207 V", Assert.Single(Voltage(scene)).Text);

        scene.With("input.voltage", "210").SeeFor("OL", 12);
        Assert.Equal("The mains voltage is good again at 210 V; 206 V at worst", Voltage(scene)[^1].Text);
    }

    [Theory]
    [InlineData("190")]
    [InlineData("270")]
    public void SevereVoltage_IsToldAtOnce(string volts) =>
        Assert.Single(Voltage(Scene.OnLine().With("input.voltage.nominal", "230").With("input.voltage", volts).See("OL")));

    [Fact]
    public void ShortDip_IsNotTold()
    {
        var scene = Scene.OnLine();
        for (var time = 0; time < 20; time++) scene.With("input.voltage", "204").SeeFor("OL", 5).With("input.voltage", "230").SeeFor("OL", 5);

        Assert.Empty(Voltage(scene));
    }

    [Fact]
    public void NominalVoltage_NobodyGives_IsNotGuessedAtFirst() =>
        Assert.Empty(Voltage(new Scene().With("input.voltage", "121").SeeFor("OL", 60)));

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("9999")]
    public void VoltageThatIsNone_IsNotJudged(string volts) => Assert.Empty(Voltage(Scene.OnLine().With("input.voltage", volts).SeeFor("OL", 60)));

    [Fact]
    public void NominalVoltage_ThatIsWrong_IsLearnedFromWhatIsSeen()
    {
        var scene = new Scene(voltage: new() { Sustained = TimeSpan.FromSeconds(30) }).With("input.voltage.nominal", "230").With("input.voltage", "121").SeeFor("OL", 10);

        Assert.Contains(scene.Notes, note => note.Kind == PowerNoteKind.NominalVoltage && note.Numbers["observed"] == 120);
        var voltage = SnapshotRules.Ups(scene.State, scene.Config, [], scene.Now).Voltage;
        Assert.Equal((120, "observed", 108, 132), (voltage.Nominal, voltage.NominalFrom, voltage.Low, voltage.High));
    }

    [Theory]
    [InlineData("230", "ups", 230)]
    [InlineData("238", "ups", 240)]
    [InlineData("12", "assumed", 230)]
    [InlineData("", "assumed", 230)]
    public void NominalVoltage_ComesFromTheUps(string said, string from, double nominal)
    {
        var scene = Scene.OnLine().With("input.voltage.nominal", said).See("OL");
        var voltage = SnapshotRules.Ups(scene.State, scene.Config, [], scene.Now).Voltage;

        Assert.Equal((nominal, from), (voltage.Nominal, voltage.NominalFrom));
    }

    [Fact]
    public void ChargeThatFallsOnLine_IsAnAnomaly_WhenItStays()
    {
        var scene = Scene.OnLine().With("battery.charge", "70").SeeFor("OL", 2);
        Assert.DoesNotContain(scene.Notes, note => note.Kind == PowerNoteKind.BatteryAnomaly);

        scene.SeeFor("OL", 50);
        Assert.Equal("The charge fell from 100 % to 70 % with mains there", Assert.Single(scene.Notes, note => note.Kind == PowerNoteKind.BatteryAnomaly).Text);
        Assert.Single(scene.State.Battery.Anomalies);
    }

    [Fact]
    public void JitterAfterAnOutage_IsNoAnomaly()
    {
        var scene = Scene.OnLine().SeeFor("OB", 20).With("battery.charge", "96").See("OL").With("battery.charge", "60").SeeFor("OL", 2).With("battery.charge", "95").SeeFor("OL", 60);

        Assert.DoesNotContain(scene.Notes, note => note.Kind == PowerNoteKind.BatteryAnomaly);
    }

    [Fact]
    public void Snapshot_ShowsWhatIsThere()
    {
        var scene = Scene.OnLine().With("ups.load", "42").With("ups.realpower.nominal", "500").With("ups.model", "Smart").See("OB DISCHRG ECO");
        var ups = SnapshotRules.Ups(scene.State, scene.Config, scene.Read("").Variables, scene.Now);

        Assert.Equal(("OB DISCHRG ECO", 42, 210, true, "Smart", null), (ups.Status, ups.Load, ups.Watts, ups.WattsEstimated, ups.Model, ups.Celsius));
        Assert.Equal("ECO", Assert.Single(ups.UnknownFlags));
    }

    private static PowerNote[] Voltage(Scene scene) => [.. scene.Notes.Where(note => note.Kind == PowerNoteKind.Voltage)];
}
