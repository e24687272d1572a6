using NasOrleans.Protocols;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Matrix;

/// <summary>Lesser languages, taken because the better ones do not get through. In plain HTTP, with a password.</summary>
public sealed class TransportTests
{
    public static TheoryData<Release> WithRest => [.. Enum.GetValues<Release>().Where(release => release < Release.V26)];

    public static TheoryData<Release> WithBothWebSockets => [Release.V2504, Release.V2510, Release.V26];

    [Theory]
    [MemberData(nameof(WithBothWebSockets))]
    public async Task OlderWebSocket_IsTaken_WhenTheNewerDoesNotGetThrough(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release, Tls = false });
        await using var gate = new Gatekeeper(fleet.Systems[0].Port, "/api/");
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0], Credential.Password).With(config => config with { Port = gate.Port }));

        var report = await nas.ReadAsync(Client.AllParts, CancellationToken.None);

        Assert.Null(report.Fault);
        Assert.Equal(TransportMode.LegacyWebSocket, report.Transport.Mode);
        Assert.Contains("JSON-RPC", report.Transport.LegacyReason, StringComparison.Ordinal);
        ReadingTests.AssertWhole(fleet.Systems[0], report.Inventory!);
    }

    [Theory]
    [MemberData(nameof(WithRest))]
    public async Task Rest_GivesAllButEvents_WhenNoWebSocketGetsThrough(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release, Tls = false });
        await using var gate = new Gatekeeper(fleet.Systems[0].Port, "/api/versions", "/api/current", "/websocket");
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0], Credential.Password).With(config => config with { Port = gate.Port }));

        var report = await nas.ReadAsync(Client.AllParts, CancellationToken.None);

        Assert.Null(report.Fault);
        Assert.Equal(TransportMode.Rest, report.Transport.Mode);
        var missing = Assert.Single(report.Inventory!.Missing);
        Assert.True(missing is { Part: InventoryPart.Throughput, Unsupported: true }, $"{missing}");
        Assert.NotEmpty(report.Inventory.Pools);
        Assert.All(report.Inventory.Pools, pool => Assert.True(pool.SizeBytes > 0));
        Assert.Contains(report.Inventory.Disks, disk => disk.Celsius is not null);

        Assert.Equal(AnswerKind.Taken, (await nas.SendAsync(new NasOrder.ShutDown("a test"), CancellationToken.None)).Kind);
        await Eventually.IsTrue(() => fleet.Systems[0].IsDark);
    }

    [Fact]
    public async Task LesserLanguage_ThanWasSpokenBefore_IsNotTaken()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false });
        await using var gate = new Gatekeeper(fleet.Systems[0].Port, "/api/");
        var target = Client.Target(fleet.Systems[0], Credential.Password).With(config => config with { Port = gate.Port });
        await using var nas = Client.Nas(target with { Spoken = TransportMode.JsonRpc });

        var report = await nas.ReadAsync(Client.AllParts, CancellationToken.None);

        Assert.Contains("A lesser way is not taken", report.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(0, fleet.Systems[0].Received.Count("auth.login"));
    }

    [Fact]
    public async Task Nothing_GetsThrough_SaysWhatWasTried()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false });
        await using var gate = new Gatekeeper(fleet.Systems[0].Port, "/");
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0], Credential.Password).With(config => config with { Port = gate.Port }));

        var fault = (await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault!;

        Assert.Equal((LinkError.Protocol, LinkStage.Protocol), (fault.Error, fault.Stage));
        Assert.Contains("/websocket: HTTP 404", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NasThatSpokeJsonRpc_IsNotSpokenToInLess()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false });
        await using var gate = new Gatekeeper(fleet.Systems[0].Port);
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0], Credential.Password).With(config => config with { Port = gate.Port }));
        Assert.Null((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);

        gate.Bar("/api/");
        fleet.Systems[0].DropConnections();
        await Eventually.IsTrue(() => !nas.Transport.Connected);
        var report = await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None);

        Assert.True(report.Fault is { Error: LinkError.Protocol, Stage: LinkStage.Protocol }, $"{report.Fault}");
        gate.Bar();
        Assert.Null((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);
        Assert.Equal((TransportMode.JsonRpc, 1), (nas.Transport.Mode, nas.Transport.Reconnects));
    }
}
