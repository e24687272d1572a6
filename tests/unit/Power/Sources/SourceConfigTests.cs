using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Orders;

namespace NasOrleans.Tests.Unit.Power.Sources;

public sealed class SourceConfigTests
{
    private static readonly PowerSourceConfig Good = new() { Name = "Basement", Ups = new() { Server = new() { Host = "10.0.0.1" }, Ups = "ups" } };

    [Fact]
    public void Defaults_AreGood()
    {
        Assert.Empty(SourceConfigRules.Problems(Good));
        Assert.Empty(SourceConfigRules.Problems(new() { Name = "Mains", Probe = new() { Target = "http://192.168.1.11" } }));
    }

    [Fact]
    public void Defaults_AreThoseOfTheOriginal()
    {
        var triggers = new PowerTriggers();

        Assert.Equal((20, 600, 15, 300, 90, 900), (triggers.LowCharge, triggers.LowRuntime.TotalSeconds, triggers.DepletionRate,
            triggers.DepletionWindow.TotalSeconds, triggers.DepletionGrace.TotalSeconds, triggers.LongOnBattery.TotalSeconds));
        Assert.Equal((3, 60, 5), (new ContactLimits().StaleTolerance, new ContactLimits().Grace.TotalSeconds, new ContactLimits().Failsafe.TotalSeconds));
    }

    [Fact]
    public void Problems_AreNamedAllAtOnce()
    {
        var problems = SourceConfigRules.Problems(new()
        {
            Name = "",
            Ups = new() { Server = new() { Host = "a b", Port = 0 }, Ups = "my ups\n", Role = NutRole.Primary, StatusInterval = TimeSpan.Zero },
            Probe = new() { Kind = ProbeKind.Tcp, Target = "host", TotalChecks = 1, CheckInterval = TimeSpan.FromSeconds(59), Headers = [new() { Name = "X", Value = "a\r\nb" }] },
            Triggers = new() { LowCharge = double.NaN, DepletionWindow = TimeSpan.Zero },
            Contact = new() { Failsafe = TimeSpan.FromSeconds(1) },
            Voltage = new() { Low = 240, High = 220 },
        });

        Assert.Equal(
            [
                "name", "ups", "ups.server.host", "ups.server.port", "ups.ups", "ups.userName", "ups.statusInterval", "probe.target", "probe.headers", "probe.totalChecks",
                "probe.checkInterval", "triggers.lowCharge", "triggers.depletionWindow", "contact.failsafe", "voltage.high",
            ],
            problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData(ProbeKind.Http, "ftp://host")]
    [InlineData(ProbeKind.Http, "host")]
    [InlineData(ProbeKind.Tcp, "host")]
    [InlineData(ProbeKind.Ping, "host:22")]
    [InlineData(ProbeKind.Ping, "-f host")]
    public void ProbeTarget_ThatIsNone_IsAProblem(ProbeKind kind, string target) =>
        Assert.Equal("probe.target", Assert.Single(SourceConfigRules.Problems(new() { Name = "Mains", Probe = new() { Kind = kind, Target = target } })).Field);

    [Fact]
    public void StartValues_NeverOverruleAPerson()
    {
        var byUser = new PowerSourceState { Config = Good, Origin = PowerOrigin.User };

        Assert.Equal(PowerRefusal.SetByUser, SourceSetRules.MaySet(byUser, PowerOrigin.File));
        Assert.Equal(PowerRefusal.Deleted, SourceSetRules.MaySet(new() { RemovedAt = Scene.Start }, PowerOrigin.Environment));
        Assert.Equal(PowerRefusal.None, SourceSetRules.MaySet(byUser, PowerOrigin.User));
        Assert.Equal(PowerRefusal.None, SourceSetRules.MaySet(byUser with { Origin = PowerOrigin.File }, PowerOrigin.File));
    }

    [Fact]
    public void Set_InMidOutage_KeepsWhatIsKnown_UnlessItIsAnotherUps()
    {
        var scene = Scene.OnLine().SeeFor("OB", 100);
        var state = new PowerSourceState { Config = scene.Config, Ups = scene.State };

        var limits = SourceSetRules.Set(state, scene.Config with { Triggers = new() { LowCharge = 50 } }, null, null, PowerOrigin.User, "boot-1", scene.Now);
        Assert.Equal(scene.State.Outage, limits.Ups!.Outage);

        var other = SourceSetRules.Set(state, scene.Config with { Ups = scene.Config.Ups! with { Ups = "other" } }, null, null, PowerOrigin.User, "boot-1", scene.Now);
        Assert.Null(other.Ups!.Outage);
        Assert.Equal(1, other.Revision);
        Assert.Null(SourceSetRules.Remove(other, PowerOrigin.User, Scene.Start).Config);
    }

    [Theory]
    [InlineData(UpsOrderKind.Command, "beeper.mute", true)]
    [InlineData(UpsOrderKind.Command, "test.battery.start.quick", true)]
    [InlineData(UpsOrderKind.Command, "outlet.2.load.off", true)]
    [InlineData(UpsOrderKind.Command, "outlet.x.load.off", false)]
    [InlineData(UpsOrderKind.Command, "load.off", false)]
    [InlineData(UpsOrderKind.Command, "shutdown.return", false)]
    [InlineData(UpsOrderKind.Command, "bypass.start", false)]
    [InlineData(UpsOrderKind.Command, "beeper.mute\nFSD ups", false)]
    [InlineData(UpsOrderKind.PowerOff, "shutdown.return", true)]
    [InlineData(UpsOrderKind.PowerOff, "beeper.mute", false)]
    [InlineData(UpsOrderKind.Setting, "ups.delay.shutdown", true)]
    [InlineData(UpsOrderKind.Setting, "driver.parameter.port", false)]
    [InlineData(UpsOrderKind.ForceShutdown, "", true)]
    public void Order_IsAllowedOrNot(UpsOrderKind kind, string name, bool allowed) => Assert.Equal(allowed, UpsOrderRules.IsAllowed(kind, name));
}
