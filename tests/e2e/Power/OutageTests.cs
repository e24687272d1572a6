using System.Text.Json;
using Xunit.Abstractions;

namespace NasOrleans.Tests.E2e.Power;

/// <summary>Outages from their beginning to their end, against a real upsd and a real sshd.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    [FactNeeding("upsd", "nut-server")]
    public async Task Outage_FromOnLineToLowBattery_ShutsEverythingDownInOrder_AndTellsWhen()
    {
        await using var site = await PowerSite.StartAsync();
        site.Says("OB DISCHRG", 90);
        await site.StandsAsync("onBattery");
        Assert.Null(await site.RunAsync());

        var began = TimeProvider.System.GetUtcNow();
        site.Says("OB LB DISCHRG", 12);
        await site.LabIsToldAsync();
        Assert.Equal((0, 0), (site.SystemTold, site.HostTold.Length));
        await site.SystemIsToldAsync();
        Assert.Empty(site.HostTold);
        await site.HostIsToldAsync();

        output.WriteLine($"from the UPS to the lab {site.LabTold[0] - began}, to our own host {site.HostTold[0] - began}");
        var run = (await site.RunAsync())!.Value;
        Assert.Contains("LB", run.GetProperty("state").GetProperty("reason").GetString()!, StringComparison.Ordinal);
        Assert.Equal(["confirmed", "confirmed"], PowerSite.Steps(run).Take(2));
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Outage_ProgramKilledAfterEachStep_GoesOn_AndTellsNobodyTwiceWhoObeyed()
    {
        await using var site = await PowerSite.StartAsync();
        site.Says("OB LB DISCHRG", 12);

        await site.LabIsToldAsync();
        await site.KillAndRestartAsync();
        await site.SystemIsToldAsync();
        await site.KillAndRestartAsync();
        await site.HostIsToldAsync();
        await site.KillAndRestartAsync();
        await site.RunEndsAsync("incomplete");

        Assert.Equal((1, 1), (site.LabTold.Length, site.SystemTold));
        // Our own host was told and stays up, as each of the processes can see: it is told again, and never taken for off.
        Assert.InRange(site.HostTold.Length, 1, 3);
        Assert.Equal(["confirmed", "confirmed"], PowerSite.Steps((await site.RunAsync())!.Value).Take(2));
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Outage_MainsComesBackBetweenTwoSteps_SparesTheRest()
    {
        await using var site = await PowerSite.StartAsync();
        site.Says("OB LB DISCHRG", 12);
        await site.LabIsToldAsync();

        site.Says("OL CHRG", 12);
        await site.RunEndsAsync("cancelled");

        Assert.Equal((1, 0, 0), (site.LabTold.Length, site.SystemTold, site.HostTold.Length));
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Outage_ThatPassedWhileTheProgramStoodStill_ShutsNothingDown()
    {
        await using var site = await PowerSite.StartAsync();
        site.Says("OB DISCHRG", 90);
        await site.StandsAsync("onBattery");

        SystemProgram.Run("kill", "-STOP", site.Nas.Id.ToString());
        site.Says("OB LB DISCHRG", 5);
        await site.Upsd.BecomesAsync(PowerSite.Ups, "OB LB DISCHRG");
        // The time that passes is the fault itself.
        await Task.Delay(TimeSpan.FromSeconds(60), TimeProvider.System);
        site.Says("OL CHRG", 5);
        await site.Upsd.BecomesAsync(PowerSite.Ups, "OL CHRG");
        SystemProgram.Run("kill", "-CONT", site.Nas.Id.ToString());

        await site.StandsAsync("onLine");
        Assert.Null(await site.RunAsync());
        Assert.Equal((0, 0, 0), (site.LabTold.Length, site.SystemTold, site.HostTold.Length));
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task ContactThatIsLostOnBattery_CountsAsAnOutage_AndOnLineItDoesNot()
    {
        await using var site = await PowerSite.StartAsync();
        await site.Upsd.KillDriverAsync(PowerSite.Ups);
        await Eventually.IsTrue(async () => (await site.SourceAsync()).GetProperty("state").GetProperty("freshness").GetProperty("contact").GetString() != "good", TimeSpan.FromSeconds(60), "contact is missed");
        await site.Upsd.StartDriverAsync(PowerSite.Ups);
        site.Says("OB DISCHRG", 90);
        await site.StandsAsync("onBattery");
        Assert.Null(await site.RunAsync());

        await site.Upsd.KillDriverAsync(PowerSite.Ups);
        var began = TimeProvider.System.GetUtcNow();
        await site.LabIsToldAsync();

        output.WriteLine($"from the death of the driver to the lab {site.LabTold[0] - began}");
        Assert.Contains("contactLost", (await site.RunAsync())!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Outage_WhileTheStorageIsCorrupt_ShutsEverythingDownAllTheSame()
    {
        await using var site = await PowerSite.StartAsync();
        await site.Nas.StopAsync();
        await File.WriteAllBytesAsync(Path.Combine(site.Nas.Data, "state.db"), [.. Enumerable.Repeat((byte)0x5a, 64 * 1024)]);
        foreach (var file in (string[])["state.db-wal", "state.db-shm"]) File.Delete(Path.Combine(site.Nas.Data, file));
        site.Says("OB DISCHRG", 90);
        await site.Upsd.BecomesAsync(PowerSite.Ups, "OB DISCHRG");

        await site.Nas.LaunchAsync();
        await Eventually.IsTrue(() => site.Nas.Console.Contains("PROTECTION ONLY", StringComparison.Ordinal));
        await GoesDownAsync(site);
    }

    [MountFact]
    public async Task Outage_WhileTheDiskIsFull_ShutsEverythingDownAllTheSame()
    {
        await using var site = await PowerSite.StartAsync();
        await site.Nas.StopAsync();
        site.FillDisk();

        await site.Nas.LaunchAsync();
        await Eventually.IsTrue(() => site.Nas.Console.Contains("PROTECTION ONLY", StringComparison.Ordinal) || site.Nas.Console.Contains("cannot be written", StringComparison.Ordinal));
        await GoesDownAsync(site);
    }

    [Fact]
    public async Task Outage_WhilePostgresIsGone_ShutsEverythingDownAllTheSame()
    {
        if (PostgresServer.Missing is { } missing) throw new InvalidOperationException($"$XunitDynamicSkip${missing}");
        await using var database = await PostgresServer.StartAsync();
        await using var site = await PowerSite.StartAsync(database);

        await database.StopAsync();

        await GoesDownAsync(site);
    }

    private async Task GoesDownAsync(PowerSite site)
    {
        var began = TimeProvider.System.GetUtcNow();
        site.Says("OB LB DISCHRG", 12);
        await site.LabIsToldAsync();
        await site.SystemIsToldAsync();
        await site.HostIsToldAsync();
        output.WriteLine($"from the UPS to the lab {site.LabTold[0] - began}, to our own host {site.HostTold[0] - began}");
        foreach (var line in (await site.RunAsync())!.Value.GetProperty("timeline").EnumerateArray()) output.WriteLine($"{line.GetProperty("elapsedSeconds")} {line.GetProperty("step")} {line.GetProperty("text")}");
        Assert.Equal((1, 1, 1), (site.LabTold.Length, site.SystemTold, site.HostTold.Length));
    }
}
