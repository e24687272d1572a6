using NasOrleans.Simulators.Ups.Batteries;
using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Profiles;
using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Tests.Ups;

public sealed class FleetTests
{
    [Fact]
    public async Task ThousandUnits_AreServedByFourServers()
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Units = 1000, Servers = 4, Mix = true });

        foreach (var server in fleet.Servers)
        {
            using var talk = await NutTalk.ToAsync(server);
            Assert.Equal(252, (await talk.ListAsync("LIST UPS")).Length);
            foreach (var ups in server.Units) await talk.SendAsync($"GET VAR {ups.Name} ups.status\n");
            foreach (var ups in server.Units) Assert.Equal($"VAR {ups.Name} ups.status \"OL\"", await talk.LineAsync());
        }
    }

    [Fact]
    public async Task Outage_OfAThousand_TellsEachLoadLost()
    {
        var time = new ManualTimeProvider();
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Units = 1000, Time = time });
        var lost = 0;
        fleet.Watch(told => lost += told.Kind == UpsEventKind.LoadLost ? 1 : 0);
        fleet.Play("""[{ "ups": "*", "what": "outage" }]""");

        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1000, lost);
        Assert.Single(fleet.Units.Select(ups => ups.LoadLostAt).Distinct());
    }

    [Theory]
    [InlineData("--ups 3 --servers 4")]
    [InlineData("--ups none")]
    [InlineData("--colour red")]
    [InlineData("--runtime 0")]
    [InlineData("--port")]
    public void CommandLine_ThatMakesNoSense_IsComplainedAbout(string line)
    {
        Assert.Null(CommandLine.Read(line.Split(' '), out _, out var complaint));
        Assert.NotEmpty(complaint);
    }

    [Fact]
    public void CommandLine_IsReadAsItStands()
    {
        var options = CommandLine.Read("--ups 5 --servers 2 --release 2.7 --make eaton --curve sudden-death --tls other-name --runtime 12m --speed 60 --one-write --scenario a.json".Split(' '), out var scenario, out _)!;

        Assert.Equal((5, 2, NutRelease.V274, UpsMake.Eaton, DischargeCurve.SuddenDeath, UpsTls.OtherName), (options.Units, options.Servers, options.Release, options.Make, options.Curve, options.Tls));
        Assert.Equal((TimeSpan.FromMinutes(12), 60.0, false, "a.json"), (options.RuntimeAtFullLoad, options.Speed, options.OneWritePerLine, scenario));
    }
}
