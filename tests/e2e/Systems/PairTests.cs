using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;

namespace NasOrleans.Tests.E2e.Systems;

/// <summary>Two controllers of one NAS: turning off only the one in charge would make the other take over.</summary>
public sealed class PairTests
{
    private static readonly string[] SeenDark = ["confirmed", "unknown"];

    [Fact]
    public async Task Shutdown_OfAPair_TakesTheStandbyFirstAndEndsWithBothDark()
    {
        await using var site = await Site.StartPairAsync();

        var command = await site.OrderShutdownAsync();

        Assert.Equal("confirmed", await site.EndAsync(command));
        AssertBothWentDownOnce(site);
        Assert.True(site.Standby.Received.Of("system.shutdown")[0].At < site.System.Received.Of("system.shutdown")[0].At);
    }

    [Fact]
    public async Task Shutdown_KilledWhileTheStandbysReplyIsAwaited_EndsWithBothDarkAndTellsNeitherTwice()
    {
        await using var site = await Site.StartPairAsync();
        site.System.Faults.Set(Fault.RemoteReplyLost);
        var command = await site.OrderShutdownAsync();
        await Eventually.IsTrue(() => site.Standby.IsDark, "the standby took the order and went down");

        await site.KillAndRestartAsync(() =>
        {
            Assert.Equal(0, site.System.Received.Count("system.shutdown"));
            site.System.Faults.ClearAll();
        });

        Assert.Contains(await site.EndAsync(command), SeenDark);
        Assert.Contains("Nobody knows whether the order reached the node that stands by", $"{await site.CommandAsync(command)}", StringComparison.Ordinal);
        AssertBothWentDownOnce(site);
    }

    [Fact]
    public async Task Shutdown_KilledWhileTheStandbyStillGoesDown_DoesNotTellItAgain()
    {
        await using var site = await Site.StartPairAsync();
        site.System.Faults.Set(Fault.RemoteReplyLost);
        site.Standby.Faults.Set(Fault.ShutdownHangs);
        var command = await site.OrderShutdownAsync();
        await Eventually.IsTrue(() => site.Standby.Power.State == PowerState.ShuttingDown, "the standby took the order");

        await site.KillAndRestartAsync(() => Assert.Equal(0, site.System.Received.Count("system.shutdown")));
        await Eventually.IsTrue(() => site.System.Received.Count("system.shutdown") == 1, "the controller in charge is told");
        site.Standby.CutPower();

        Assert.Contains(await site.EndAsync(command), SeenDark);
        Assert.Contains("Nobody knows whether the order reached the node that stands by", $"{await site.CommandAsync(command)}", StringComparison.Ordinal);
        AssertBothWentDownOnce(site);
    }

    private static void AssertBothWentDownOnce(Site site)
    {
        Assert.True(site.System.IsDark && site.Standby.IsDark);
        Assert.Equal(1, site.System.Received.Count("failover.call_remote"));
        foreach (var controller in new[] { site.System, site.Standby })
            Assert.Equal(PowerState.Ready, Assert.Single(controller.Received.Of("system.shutdown")).State);
    }
}
