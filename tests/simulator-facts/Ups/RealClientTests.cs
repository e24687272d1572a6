using NasOrleans.Simulators.Ups.Hosting;

namespace NasOrleans.Tests.Ups;

/// <summary>The programs of NUT against the simulator.</summary>
public sealed class RealClientTests
{
    [NutFact]
    public async Task UpscUpscmdUpsrw_GetAlongWithIt()
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Units = 2 });
        var ups = fleet.Units[0];

        Assert.Contains("ups1\nups2\n", await RunAsync("upsc", "-l", $"127.0.0.1:{fleet.Server.Port}"), StringComparison.Ordinal);
        Assert.Contains("battery.charge: 100\n", await RunAsync("upsc", ups.Address), StringComparison.Ordinal);
        Assert.Contains("shutdown.return", await RunAsync("upscmd", "-l", ups.Address), StringComparison.Ordinal);
        Assert.Contains("Option: \"high\"", await RunAsync("upsrw", ups.Address), StringComparison.Ordinal);

        Assert.Contains("SUCCESS", await RunAsync("upsrw", "-w", "-s", "battery.charge.low=35", "-u", "admin", "-p", "secret", ups.Address), StringComparison.Ordinal);
        Assert.Equal("35", ups["battery.charge.low"]);
        Assert.Contains("SUCCESS", await RunAsync("upscmd", "-w", "-u", "admin", "-p", "secret", ups.Address, "load.off"), StringComparison.Ordinal);
        Assert.False(ups.HasPower);
        Assert.Contains("ACCESS-DENIED", await RunAsync("upscmd", "-u", "admin", "-p", "wrong", ups.Address, "load.on"), StringComparison.Ordinal);
        ups.DriverDies();
        Assert.Contains("Driver not connected", await RunAsync("upsc", ups.Address), StringComparison.Ordinal);
    }

    private static Task<string> RunAsync(string program, params string[] arguments) => Task.Run(() => SystemProgram.Run(program, arguments).Output);
}
