using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Tests.Estate;

public sealed class ReportingTests
{
    [Theory]
    [InlineData(Release.Core133, false, "memory virtual_memory zfs interfaces")]
    [InlineData(Release.Core133, true, "memory virtual_memory zfs interfaces cpu disks")]
    [InlineData(Release.Scale2404, false, "memory virtual_memory zfs interfaces failed_to_connect cpu disks")]
    [InlineData(Release.V2504, false, "cpu disks interfaces memory zfs")]
    [InlineData(Release.V2510, false, "cpu disks interfaces memory zfs pools")]
    public void Realtime_Fields_AreThoseOfTheGeneration(Release release, bool isLater, string names)
    {
        var nas = new SimulatedNas(release);

        Assert.Equal(names, string.Join(' ', Next(nas, isLater ? 1 : 0).Select(field => field.Key)));
    }

    [Fact]
    public void Realtime_Details_DifferByRelease()
    {
        var (core, early, netdata, current) = (Next(new(Release.Core133), 1), Next(new(Release.Scale2212), 1), Next(new(Release.Scale2410), 1), Next(new(Release.V2510), 1));

        Assert.True(core["memory"]!.AsObject().ContainsKey("swap") && !netdata["memory"]!.AsObject().ContainsKey("swap"));
        Assert.False(core["interfaces"]!["igb0"]!.AsObject().ContainsKey("link_state"));
        Assert.Equal("LINK_STATE_UP", early["interfaces"]!["enp3s0"]!["link_state"]!.GetValue<string>());
        Assert.NotNull(core["cpu"]!["average"]!["usage"]);
        Assert.NotNull(current["cpu"]!["cpu"]!["usage"]);
        Assert.NotNull(current["cpu"]!["cpu0"]!["temp"]);
        Assert.NotNull(current["memory"]!["physical_memory_available"]);
        Assert.True(current["pools"]!["tank"]!["total"]!.GetValue<long>() > 0);
    }

    [Fact]
    public void Realtime_Interval_IsAtLeastTwoSeconds_AndFixedOnCore()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), Interval(Release.V2510, 5));
        Assert.Equal(TimeSpan.FromSeconds(2), Interval(Release.Core133, 5));
        Assert.True(Assert.Throws<MethodError>(() => Interval(Release.V2510, 1)).IsValidation);

        static TimeSpan Interval(Release release, int seconds)
        {
            var nas = new SimulatedNas(release);
            return nas.Appliance.Methods.Sources["reporting.realtime"].Interval!(new CallContext(nas.Appliance), new JsonObject { ["interval"] = seconds });
        }
    }

    [Theory]
    [InlineData(Release.Scale2212, true)]
    [InlineData(Release.Scale2404, false)]
    [InlineData(Release.V2510, false)]
    public void GetData_RowsCarryTheirTime_ExceptFromRrd(Release release, bool isRrd)
    {
        var series = new SimulatedNas(release).Rows("reporting.get_data", """[[{"name":"cpu"}],{"unit":"HOUR","page":1}]""")[0]!.AsObject();

        Assert.Equal(isRrd, series.ContainsKey("step"));
        Assert.Equal(!isRrd, series["legend"]![0]!.GetValue<string>() == "time");
        Assert.Equal(series["legend"]!.AsArray().Count, series["data"]![0]!.AsArray().Count);
        Assert.Equal(isRrd, series["aggregations"]!["max"] is JsonArray);
        Assert.Equal(3600, series["end"]!.GetValue<long>() - series["start"]!.GetValue<long>());
    }

    [Fact]
    public void Graphs_DiskTemperatures_AreNamedByModelAndSerialSince2310()
    {
        var identifier = new SimulatedNas(Release.V2510).Rows("reporting.graphs", """[[["name","=","disktemp"]]]""")[0]!["identifiers"]![0]!.GetValue<string>();

        Assert.StartsWith("sda | Type: HDD | Model: ST4000VN008-2DR166 | Serial: ", identifier, StringComparison.Ordinal);
        Assert.Equal("ada0", new SimulatedNas(Release.Core133).Rows("reporting.graphs", """[[["name","=","disktemp"]]]""")[0]!["identifiers"]![0]!.GetValue<string>());
        Assert.Throws<MethodError>(() => new SimulatedNas(Release.V2510).Call("reporting.get_data", """[[{"name":"none"}]]"""));
    }

    private static JsonObject Next(SimulatedNas nas, int number) => nas.Appliance.Methods.Sources["reporting.realtime"].Next!(new CallContext(nas.Appliance), null, number);
}
