using NasOrleans.Protocols;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Matrix;

public sealed class OrderTests
{
    public static TheoryData<Release> Releases => [.. Enum.GetValues<Release>()];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Shutdown_IsTakenOnce_AndTheNasGoesDark(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });
        var system = fleet.Systems[0];
        var listener = new Listener();
        await using var nas = Client.Nas(Client.Target(system), listener);
        Assert.Equal(Presence.Up, (await nas.ProbeAsync(CancellationToken.None)).Presence);

        var answer = await nas.SendAsync(new NasOrder.ShutDown("UPS low battery"), CancellationToken.None);

        Assert.Equal((AnswerKind.Taken, null), (answer.Kind, answer.Fault));
        await Eventually.IsTrue(async () => (await nas.ProbeAsync(CancellationToken.None)).Presence == Presence.Dark);
        Assert.Equal(1, system.Received.Count("system.shutdown"));
        await Eventually.IsTrue(() => listener is { HeardGoingDown: true, Losses: 1 });
    }

    [Fact]
    public async Task NasThatHangsOnItsWayDown_IsSeenShuttingDown()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        fleet.Systems[0].Faults.Set(Fault.ShutdownHangs);
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));

        Assert.Equal(AnswerKind.Taken, (await nas.SendAsync(new NasOrder.ShutDown("a test"), CancellationToken.None)).Kind);

        Assert.Equal(Presence.ShuttingDown, (await nas.ProbeAsync(CancellationToken.None)).Presence);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Reboot_BringsAnotherBootId(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));
        var before = (await nas.ProbeAsync(CancellationToken.None)).BootId;

        Assert.Equal(AnswerKind.Taken, (await nas.SendAsync(new NasOrder.Reboot("a test"), CancellationToken.None)).Kind);

        Assert.NotNull(before);
        await Eventually.IsTrue(async () => await nas.ProbeAsync(CancellationToken.None) is { Presence: Presence.Up, BootId: { } now } && now != before);
    }

    [Fact]
    public async Task Shutdown_WithoutTheRight_IsRefusedByName()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        var target = Client.Target(fleet.Systems[0]).With(config => config with { UserName = fleet.Systems[0].Accounts.Monitor.Name });
        await using var nas = Client.Nas(target with { Secrets = new() { ApiKey = new(fleet.Systems[0].ReadOnlyKey) } });

        var answer = await nas.SendAsync(new NasOrder.ShutDown("a test"), CancellationToken.None);

        Assert.Equal((AnswerKind.Refused, LinkError.Permission), (answer.Kind, answer.Fault!.Error));
        Assert.False(fleet.Systems[0].IsDark);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Shutdown_WhoseAnswerIsLost_IsUnclearOrWasSeen(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));
        await nas.ProbeAsync(CancellationToken.None);
        fleet.Systems[0].Faults.Set(Fault.ShutdownReplyLost);

        var answer = await nas.SendAsync(new NasOrder.ShutDown("a test"), CancellationToken.None);

        Assert.True(answer.Kind is AnswerKind.Taken or AnswerKind.Unclear, $"{answer}");
        Assert.Equal(1, fleet.Systems[0].Received.Count("system.shutdown"));
    }

    [Fact]
    public async Task Shutdown_OfWhatIsDark_WasNeverSent()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        fleet.Systems[0].CutPower();
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));

        var answer = await nas.SendAsync(new NasOrder.ShutDown("a test"), CancellationToken.None);

        Assert.True(answer is { Kind: AnswerKind.NotSent, Fault: not null }, $"{answer}");
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Workloads_StopWithinTheirLimit(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release, Speed = 20 });
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));
        var running = (await nas.ReadAsync([InventoryPart.Apps, InventoryPart.Machines], CancellationToken.None)).Inventory!.Workloads.Where(each => each.Running).ToArray();
        Assert.NotEmpty(running);

        foreach (var workload in running)
        {
            var answer = await nas.SendAsync(new NasOrder.StopWorkload(workload, TimeSpan.FromSeconds(30)), CancellationToken.None);
            Assert.True(answer.Kind == AnswerKind.Taken, $"{workload.Kind} {workload.Id}: {answer}");
        }

        var left = (await nas.ReadAsync([InventoryPart.Apps, InventoryPart.Machines], CancellationToken.None)).Inventory!.Workloads;
        Assert.DoesNotContain(left, each => each.Running);
    }

    [Fact]
    public async Task SessionThatExpires_WhileAWorkloadStops_IsUnclear_AndItIsNotStoppedAgain()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Speed = 0.01 });
        var system = fleet.Systems[0];
        await using var nas = Client.Nas(Client.Target(system));
        var running = (await nas.ReadAsync([InventoryPart.Apps], CancellationToken.None)).Inventory!.Workloads.First(each => each.Running);

        var stopping = nas.SendAsync(new NasOrder.StopWorkload(running, TimeSpan.FromSeconds(30)), CancellationToken.None);
        await Eventually.IsTrue(() => system.Received.Count("core.get_jobs") == 1);
        system.Faults.Set(Fault.SessionExpires);
        await Eventually.IsTrue(() => stopping.IsCompleted || nas.Transport.Reconnects > 0);
        system.Faults.ClearAll();
        var answer = await stopping;

        Assert.True(answer is { Kind: AnswerKind.Unclear, Fault.Error: LinkError.Auth }, $"{answer}");
        Assert.Equal(1, system.Received.Count("app.stop"));
    }

    [Fact]
    public async Task ExpiredSession_IsOpenedAnew_AndTheOrderGoesOutOnce()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));
        await nas.ProbeAsync(CancellationToken.None);
        fleet.Systems[0].Faults.Set(Fault.SessionExpires);

        var refused = await nas.SendAsync(new NasOrder.ShutDown("a test"), CancellationToken.None);
        Assert.True(refused is { Kind: AnswerKind.NotSent, Fault.Error: LinkError.Auth }, $"{refused}");

        fleet.Systems[0].Faults.ClearAll();
        Assert.Equal(AnswerKind.Taken, (await nas.SendAsync(new NasOrder.ShutDown("a test"), CancellationToken.None)).Kind);
    }
}
