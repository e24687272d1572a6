using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Tests.Unit.Power.Sources;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("OL", nameof(Supply.Mains))]
    [InlineData("OL CHRG LB", nameof(Supply.Mains))]
    [InlineData("OB DISCHRG", nameof(Supply.Battery))]
    [InlineData("ALARM OB LB", nameof(Supply.Battery))]
    [InlineData("FSD", nameof(Supply.Battery))]
    [InlineData("FSD OB LB", nameof(Supply.Battery))]
    [InlineData("FSD OL", nameof(Supply.Mains))]
    [InlineData("FSD OL OB", nameof(Supply.Battery))]
    [InlineData("CHRG", nameof(Supply.Mains))]
    [InlineData("BYPASS", nameof(Supply.Mains))]
    [InlineData("OL OB", nameof(Supply.Unknown))]
    [InlineData("DISCHRG", nameof(Supply.Unknown))]
    [InlineData("LB", nameof(Supply.Unknown))]
    [InlineData("OFF", nameof(Supply.Unknown))]
    [InlineData("ECO", nameof(Supply.Unknown))]
    [InlineData("ob", nameof(Supply.Unknown))]
    public void Status_TellsWhoFeedsTheLoad(string text, string supply) => Assert.Equal(supply, UpsStatus.Read(text)!.Supply.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("WAIT")]
    [InlineData("OL WAIT")]
    [InlineData("OB\tLB")]
    [InlineData("OB 17")]
    [InlineData("OB L\u0000B")]
    [InlineData("OB 'LB'")]
    public void Status_ThatIsNone_IsNull(string? text) => Assert.Null(UpsStatus.Read(text));

    [Fact]
    public void Status_UnknownFlags_AreKept() => Assert.Equal("ECO SD", string.Join(' ', UpsStatus.Read("OL SD ECO SD")!.Unknown));

    [Fact]
    public void Status_NeverLooksForParts() => Assert.False(UpsStatus.Read("OL DISCHRG OBX")!.Has(UpsFlags.Charging | UpsFlags.OnBattery));

    [Theory]
    [InlineData("100", 100.0)]
    [InlineData("013.6", 13.6)]
    [InlineData(" 7 ", 7.0)]
    [InlineData("13,6", 13.6)]
    [InlineData("0", 0.0)]
    [InlineData("1,234", null)]
    [InlineData("-1", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("1e3", null)]
    [InlineData("0x10", null)]
    [InlineData("95 %", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("1.2.3", null)]
    [InlineData("99999999999999999999999999", null)]
    [InlineData("１００", null)]
    public void Number_IsOneOrUnknown(string? text, double? number) => Assert.Equal(number, UpsNumber.Read(text, 1000));

    [Fact]
    public void Charge_ALittleOverFull_IsFull() => Assert.Equal(100, NumberRules.Charge(new Dictionary<string, string>(StringComparer.Ordinal) { ["battery.charge"] = "104" }));

    [Theory]
    [InlineData(new double[] { 80, 0, 79 }, new double[] { 80, 80, 79 })]
    [InlineData(new double[] { 80, 0, 0 }, new double[] { 80, 80, 0 })]
    [InlineData(new double[] { 3, 0 }, new double[] { 3, 0 })]
    [InlineData(new double[] { 15, 100, 15 }, new double[] { 15, 15, 15 })]
    [InlineData(new double[] { 15, 100, 100 }, new double[] { 15, 15, 100 })]
    [InlineData(new double[] { 97, 100 }, new double[] { 97, 100 })]
    [InlineData(new double[] { 80, 0, -1, 0 }, new double[] { 80, 80, -1, 0 })]
    public void Charge_GlitchIsHeldBackUntilItIsConfirmed(double[] read, double[] expected)
    {
        var held = new HeldNumber();
        var seen = read.Select(number => (held = HoldRules.Charge(held, number < 0 ? null : number)).Value ?? -1);

        Assert.Equal(expected, seen);
    }

    [Fact]
    public void Charge_ZeroAtFirst_IsUnknownUntilItIsConfirmed()
    {
        var first = HoldRules.Charge(new(), 0);

        Assert.Equal((null, 0.0), (first.Value, HoldRules.Charge(first, 0).Value));
    }

    [Fact]
    public void GlitchOfRuntime_DoesNotCount_ButTwoDo()
    {
        var scene = Scene.OnLine().SeeFor("OB", 60).With("battery.runtime", "0").See("OB");
        Assert.Equal(PowerStanding.OnBattery, scene.Verdict.Standing);

        Assert.Equal(PowerCause.LowRuntime, scene.See("OB").Verdict.Cause);
    }

    [Fact]
    public void OldNumbers_CountForNothing()
    {
        var scene = Scene.OnLine().With("battery.charge", "15").SeeFor("OL", 3);
        var stuck = scene.Read("OB");
        for (var second = 0; second < 60; second++)
            scene.Pass(1).Judge(stuck with { Sequence = stuck.Sequence + second, At = scene.Now.Ticking });

        Assert.Equal((PowerStanding.OnBattery, null), (scene.Verdict.Standing, scene.Verdict.Charge));
    }
}
