using System.Text.Json;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.E2e.Systems;

/// <summary>An order to shut down, the program killed while it is carried out: the NAS ends dark, is told once, and nobody loses sight of the order.</summary>
public sealed class ShutdownKillTests
{
    private const int RandomKills = 6;

    [Fact]
    public async Task Shutdown_KilledBeforeItWasSent_IsSentAfterwards()
    {
        await using var site = await Site.StartAsync();
        site.System.Faults.Set(Fault.SlowAnswers);
        var command = await site.OrderShutdownAsync();
        Assert.Equal("accepted", (await site.CommandAsync(command)).GetProperty("state").GetString());

        await site.KillAndRestartAsync(() => site.System.Faults.ClearAll());

        await EndsAsync(site, command, "confirmed");
        Assert.Equal(1, site.System.Received.Count("system.shutdown"));
    }

    [Fact]
    public async Task Shutdown_KilledWhileAppsStop_IsSentAfterwards()
    {
        await using var site = await Site.StartAsync();
        site.System.Faults.Set(Fault.Deaf);
        var command = await site.OrderShutdownAsync(stopWorkloadsSeconds: 60);
        await site.StateIsAsync(command, "preparing");
        await site.KillAndRestartAsync(() => site.System.Faults.ClearAll());

        await EndsAsync(site, command, "confirmed");
        Assert.Equal(1, site.System.Received.Count("system.shutdown"));
        Assert.True(site.System.Received.Count("app.stop") > 0, "apps were stopped first");
    }

    [Fact]
    public async Task Shutdown_KilledWhileTheReplyIsAwaited_IsNotSentAgain()
    {
        await using var site = await Site.StartAsync();
        site.System.Faults.Set(Fault.ShutdownReplyLost);
        site.System.Faults.Set(Fault.ShutdownHangs);
        var command = await site.OrderShutdownAsync();
        await Eventually.IsTrue(() => site.System.Received.Count("system.shutdown") == 1, "the order has arrived");

        await site.KillAndRestartAsync();
        await site.StateIsAsync(command, "sent");
        site.System.CutPower();

        await EndsAsync(site, command, "confirmed", "unknown");
        Assert.Equal(1, site.System.Received.Count("system.shutdown"));
    }

    [Fact]
    public async Task Shutdown_KilledWhileWatched_IsConfirmedAfterwards()
    {
        await using var site = await Site.StartAsync();
        site.System.Faults.Set(Fault.ShutdownHangs);
        var command = await site.OrderShutdownAsync();
        await site.StateIsAsync(command, "sent");

        await site.KillAndRestartAsync(site.System.CutPower);

        await EndsAsync(site, command, "confirmed", "unknown");
        Assert.Equal(1, site.System.Received.Count("system.shutdown"));
    }

    [Fact]
    public async Task Shutdown_KilledWhenDone_StaysDone()
    {
        await using var site = await Site.StartAsync();
        var command = await site.OrderShutdownAsync();
        await EndsAsync(site, command, "confirmed");

        await site.KillAndRestartAsync(site.System.PowerOn);
        await Eventually.IsTrue(site.IsOnlineAsync, "the system is polled again");

        await EndsAsync(site, command, "confirmed", dark: false);
        Assert.Equal(1, site.System.Received.Count("system.shutdown"));
    }

    [Fact]
    public async Task Shutdown_KilledAtAnyMoment_IsNeverLostAndNeverDoubled()
    {
        await using var site = await Site.StartAsync();
        var random = new Random(20261121);
        for (var round = 0; round < RandomKills; round++)
        {
            var seen = await site.NewestCommandAsync(after: null);
            var before = site.System.Received.Count("system.shutdown");
            var ordered = site.TryOrderShutdownAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(700)), TimeProvider.System);
            await site.KillAndRestartAsync();
            var command = await ordered ?? await site.NewestCommandAsync(after: seen);
            if (command is null)
            {
                Assert.Equal(before, site.System.Received.Count("system.shutdown"));
                continue;
            }

            await EndsAsync(site, command.Value, "confirmed", "unknown");
            site.System.PowerOn();
            await Eventually.IsTrue(site.IsOnlineAsync, "the system is polled again");
        }
    }

    private static async Task EndsAsync(Site site, Guid command, params string[] states) => await EndsAsync(site, command, states, dark: true);

    private static async Task EndsAsync(Site site, Guid command, string state, bool dark) => await EndsAsync(site, command, [state], dark);

    private static async Task EndsAsync(Site site, Guid command, string[] states, bool dark)
    {
        Assert.Contains(await site.EndAsync(command), states);
        Assert.Equal(dark, site.System.IsDark);
        Assert.DoesNotContain(site.System.Received.Of("system.shutdown"), call => call.State == PowerState.ShuttingDown);
    }
}
