using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Profiles;
using NasOrleans.Simulators.Ups.Server;

namespace NasOrleans.Tests.Ups;

public sealed class ReleaseTests
{
    [Theory]
    [InlineData(NutRelease.V24, "2.4.3", "ERR UNKNOWN-COMMAND")]
    [InlineData(NutRelease.V26, "2.6.5", "1.2")]
    [InlineData(NutRelease.V274, "2.7.4", "1.2")]
    [InlineData(NutRelease.V28, "2.8.0", "1.3")]
    public async Task Version_IsThatOfTheRelease(NutRelease release, string version, string netVersion)
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Release = release });
        using var talk = await NutTalk.ToAsync(fleet.Server);

        Assert.Equal($"Network UPS Tools upsd {version} - http://www.networkupstools.org/", await talk.AskAsync("VER"));
        Assert.Equal(netVersion, await talk.AskAsync("NETVER"));
        Assert.Equal($"VAR ups1 server.version \"{version}\"", await talk.AskAsync("GET VAR ups1 server.version"));
    }

    [Theory]
    [InlineData(NutRelease.V24, "ERR UNKNOWN-COMMAND", "ERR INVALID-ARGUMENT", "ERR INVALID-ARGUMENT", "ERR INVALID-ARGUMENT")]
    [InlineData(NutRelease.V26, "ERR UNKNOWN-COMMAND", "BEGIN LIST CLIENT ups1", "BEGIN LIST RANGE ups1 battery.charge.low", "ERR INVALID-ARGUMENT")]
    [InlineData(NutRelease.V274, "ERR UNKNOWN-COMMAND", "BEGIN LIST CLIENT ups1", "BEGIN LIST RANGE ups1 battery.charge.low", "ERR INVALID-ARGUMENT")]
    [InlineData(NutRelease.V28, "OK PRIMARY-GRANTED", "BEGIN LIST CLIENT ups1", "BEGIN LIST RANGE ups1 battery.charge.low", "OK")]
    public async Task LaterCommands_AreUnknownBefore(NutRelease release, string primary, string clients, string ranges, string tracking)
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Release = release });
        using var talk = await NutTalk.AsAsync(fleet.Server, "primary");

        Assert.Equal(primary, await talk.AskAsync("PRIMARY ups1"));
        Assert.Equal("OK MASTER-GRANTED", await talk.AskAsync("MASTER ups1"));
        Assert.Equal(clients, (await talk.ListAsync("LIST CLIENT ups1"))[0]);
        Assert.Equal(ranges, (await talk.ListAsync("LIST RANGE ups1 battery.charge.low"))[0]);
        Assert.Equal(tracking, await talk.AskAsync("SET TRACKING ON"));
    }

    [Theory]
    [InlineData(NutRelease.V24, " RW ENUM", " UNKNOWN", " RW UNKNOWN")]
    [InlineData(NutRelease.V26, " RW ENUM", " UNKNOWN", " RW RANGE")]
    [InlineData(NutRelease.V274, " RW ENUM", " NUMBER", " RW RANGE")]
    [InlineData(NutRelease.V28, " RW ENUM STRING:10", " NUMBER", " RW RANGE NUMBER")]
    public async Task Type_IsSaidAsTheReleaseSaysIt(NutRelease release, string choice, string number, string range)
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Release = release });
        using var talk = await NutTalk.ToAsync(fleet.Server);

        Assert.Equal($"TYPE ups1 input.sensitivity{choice}", await talk.AskAsync("GET TYPE ups1 input.sensitivity"));
        Assert.Equal($"TYPE ups1 battery.charge{number}", await talk.AskAsync("GET TYPE ups1 battery.charge"));
        Assert.Equal($"TYPE ups1 battery.charge.low{range}", await talk.AskAsync("GET TYPE ups1 battery.charge.low"));
    }

    [Theory]
    [InlineData(UpsMake.Apc)]
    [InlineData(UpsMake.Eaton)]
    [InlineData(UpsMake.CyberPower)]
    [InlineData(UpsMake.UniFi)]
    public async Task EveryMake_TellsThirtyThreeVariablesInOrder(UpsMake make)
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Make = make });
        using var talk = await NutTalk.ToAsync(fleet.Server);

        var names = (await talk.ListAsync("LIST VAR ups1"))[1..^1].Select(line => line.Split(' ')[2]).ToList();

        Assert.True(names.Count >= 33, $"{names.Count}");
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal(make != UpsMake.UniFi, (await talk.ListAsync("LIST RW ups1")).Length > 1);
    }

    [Fact]
    public async Task UniFi_RefusesToListWhatCanBeWritten()
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Make = UpsMake.UniFi });
        using var talk = await NutTalk.ToAsync(fleet.Server);

        Assert.Equal("ERR INVALID-ARGUMENT", await talk.AskAsync("LIST RW ups1"));
    }
}
