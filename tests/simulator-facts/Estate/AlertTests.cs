using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Tests.Estate;

public sealed class AlertTests
{
    private readonly SimulatedNas _nas = new(Release.V2510);

    [Fact]
    public void DegradedPool_RaisesAnAlert_ThatGoesWithItsCause()
    {
        Assert.Empty(_nas.Rows("alert.list"));
        _nas.Estate.DegradePool();

        var row = Assert.Single(_nas.Rows("alert.list"))!;
        Assert.Equal("VolumeStatus CRITICAL tank DEGRADED", $"{row["klass"]} {row["level"]} {row["args"]!["volume"]} {row["args"]!["state"]}");
        Assert.Equal($"{row["uuid"]}", $"{row["id"]}");
        Assert.Contains("%(volume)s", row["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("<li>Disk ", row["formatted"]!.GetValue<string>(), StringComparison.Ordinal);
        _nas.Estate.Pools.Heal("tank");
        Assert.Empty(_nas.Rows("alert.list"));
    }

    [Fact]
    public void Alert_KeepsItsIdWhileItsCauseStands_AndChangesKeyWithItsText()
    {
        _nas.Estate.DegradePool();
        var first = _nas.Rows("alert.list")[0]!;
        Assert.Equal(first["uuid"]!.GetValue<string>(), _nas.Rows("alert.list")[0]!["uuid"]!.GetValue<string>());

        _nas.Estate.Pools.Fault("tank", _nas.Estate.Shelf[1]);

        Assert.NotEqual(first["key"]!.GetValue<string>(), _nas.Rows("alert.list")[0]!["key"]!.GetValue<string>());
    }

    [Fact]
    public void Dismissed_StaysListed_AndCanBeRestored()
    {
        var alert = _nas.Estate.Alerts.Raise("UPSOnBattery", "CRITICAL", "UPS %(ups)s is on battery", ("ups", "ups"));

        _nas.Call("alert.dismiss", $"""["{alert.Id}"]""");
        Assert.True(_nas.Rows("alert.list")[0]!["dismissed"]!.GetValue<bool>());
        _nas.Call("alert.restore", $"""["{alert.Id}"]""");
        Assert.False(_nas.Rows("alert.list")[0]!["dismissed"]!.GetValue<bool>());
        Assert.Equal("UPS ups is on battery", _nas.Rows("alert.list")[0]!["formatted"]!.GetValue<string>());
        Assert.Equal(Errno.ENOENT, Assert.Throws<MethodError>(() => _nas.Call("alert.dismiss", """["nothing"]""")).Errno);
    }

    [Fact]
    public void Changes_AreTold()
    {
        var told = new List<Happening>();
        _nas.Appliance.Events.Listen(told.Add);

        var alert = _nas.Estate.Alerts.Raise("UPSCommbad", "CRITICAL", "UPS lost");
        _nas.Estate.Alerts.Dismiss(alert.Id);
        _nas.Estate.Alerts.Clear(alert.Id);

        Assert.Equal(["Added", "Changed", "Removed"], told.Select(happening => happening.Change.ToString()));
        Assert.All(told, happening => Assert.Equal(("alert.list", alert.Id.ToString()), (happening.Collection, happening.Id!.GetValue<string>())));
        Assert.Null(told[2].Fields);
    }

    [Theory]
    [InlineData(0.84, null)]
    [InlineData(0.86, "ZpoolCapacityNotice")]
    [InlineData(0.91, "ZpoolCapacityWarning")]
    [InlineData(0.96, "ZpoolCapacityCritical")]
    public void FillingPool_RaisesAlertsBySteps(double fill, string? expected)
    {
        _nas.Estate.Pools.Change("tank", pool => pool with { Fill = fill });

        Assert.Equal(expected, _nas.Rows("alert.list").SingleOrDefault()?["klass"]!.GetValue<string>());
    }

    [Fact]
    public void HotDrive_IsAmongTheTemperatureAlerts()
    {
        _nas.Estate.Shelf[0].Heat = 40;

        Assert.Single(_nas.Rows("disk.temperature_alerts", """[["sda"]]"""));
        Assert.Empty(_nas.Rows("disk.temperature_alerts", """[["sdb"]]"""));
    }
}
