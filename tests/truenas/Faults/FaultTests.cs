using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Faults;

/// <summary>Each fault switch of the simulated NAS: what is read of it is the right error at the right stage, and it heals when the fault is gone.</summary>
public sealed class FaultTests
{
    private static readonly Release[] Releases = [Release.Core133, Release.V2510, Release.V26];

    public static TheoryData<Release, Fault, LinkError, LinkStage[]> WhileConnecting
    {
        get
        {
            (Fault, LinkError, LinkStage[])[] faults =
            [
                (Fault.RefusesConnections, LinkError.Connection, [LinkStage.Tcp, LinkStage.Tls]),
                (Fault.NeverAnswers, LinkError.Timeout, [LinkStage.Tls]),
                (Fault.Deaf, LinkError.Timeout, [LinkStage.Auth, LinkStage.Protocol, LinkStage.Read]),
                (Fault.HtmlInsteadOfJson, LinkError.Protocol, [LinkStage.Protocol]),
                (Fault.RedirectsToUi, LinkError.Protocol, [LinkStage.Protocol]),
                (Fault.RedirectsToHttps, LinkError.Protocol, [LinkStage.Protocol]),
                (Fault.BadGateway, LinkError.Connection, [LinkStage.Protocol]),
                (Fault.AddressNotAllowed, LinkError.Permission, [LinkStage.Protocol]),
                (Fault.RefusesCredentials, LinkError.Auth, [LinkStage.Auth]),
                (Fault.NotAuthorized, LinkError.Permission, [LinkStage.Permission]),
                (Fault.SessionExpires, LinkError.Auth, [LinkStage.Auth]),
                (Fault.DropsMidAnswer, LinkError.Connection, [LinkStage.Auth, LinkStage.Read, LinkStage.Protocol]),
                (Fault.GarbageFrames, LinkError.Protocol, [LinkStage.Auth, LinkStage.Read, LinkStage.Protocol]),
                (Fault.TruncatedJson, LinkError.Protocol, [LinkStage.Auth, LinkStage.Read, LinkStage.Protocol]),
                (Fault.CertificateChanged, LinkError.Tls, [LinkStage.Tls]),
            ];
            var data = new TheoryData<Release, Fault, LinkError, LinkStage[]>();
            foreach (var release in Releases)
                foreach (var (fault, error, stages) in faults) data.Add(release, fault, error, stages);
            foreach (var release in Releases.Where(each => each >= Release.V2504))
            {
                data.Add(release, Fault.ExpiredKey, LinkError.Auth, [LinkStage.Auth]);
                data.Add(release, Fault.Standby, LinkError.Busy, [LinkStage.Auth]);
                data.Add(release, Fault.RateLimited, LinkError.Busy, [LinkStage.Auth]);
            }
            return data;
        }
    }

    public static TheoryData<Release, Fault, LinkError> WhileReading
    {
        get
        {
            var data = new TheoryData<Release, Fault, LinkError>();
            foreach (var release in Releases)
            {
                data.Add(release, Fault.Deaf, LinkError.Timeout);
                data.Add(release, Fault.NotAuthorized, LinkError.Permission);
                data.Add(release, Fault.DropsMidAnswer, LinkError.Connection);
                data.Add(release, Fault.GarbageFrames, LinkError.Protocol);
                data.Add(release, Fault.TruncatedJson, LinkError.Protocol);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(WhileConnecting))]
    public async Task Fault_WhileConnecting_IsTold_AndHeals(Release release, Fault fault, LinkError error, LinkStage[] stages)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });
        var system = fleet.Systems[0];
        await using var nas = Client.Nas(Client.Target(system));
        system.Faults.Set(fault);

        var report = await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None);

        Assert.True(report.Fault is { } told && told.Error == error && stages.Contains(told.Stage), $"{report.Fault}");
        Assert.Null(report.Inventory);
        Assert.True(report.Fault.Message.Length > 20 && report.Fault.At > default(DateTimeOffset));
        system.Faults.ClearAll();
        Assert.Null((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);
    }

    [Theory]
    [MemberData(nameof(WhileReading))]
    public async Task Fault_WhileReading_IsTold_AndHeals(Release release, Fault fault, LinkError error)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });
        var system = fleet.Systems[0];
        await using var nas = Client.Nas(Client.Target(system));
        Assert.Null((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);
        system.Faults.Set(fault);

        var report = await nas.ReadAsync([InventoryPart.Facts, InventoryPart.Pools], CancellationToken.None);

        Assert.True(report.Fault?.Error == error, $"{report.Fault}");
        system.Faults.ClearAll();
        Assert.Null((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);
    }

    [Theory]
    [InlineData(Fault.OutOfOrder)]
    [InlineData(Fault.HugeAnswers)]
    [InlineData(Fault.SlowAnswers)]
    [InlineData(Fault.ExpiredCertificate)]
    [InlineData(Fault.DoubledJobEvents)]
    [InlineData(Fault.MissingJobEvents)]
    public async Task Oddity_IsBorne(Fault fault)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        var system = fleet.Systems[0];
        system.Faults.Slowness = TimeSpan.FromMilliseconds(300);
        system.Faults.Set(fault);
        await using var nas = Client.Nas(Client.Target(system));

        var report = await nas.ReadAsync([InventoryPart.Facts, InventoryPart.Pools, InventoryPart.Disks, InventoryPart.Alerts], CancellationToken.None);

        Assert.True(report is { Fault: null, Inventory.Missing: [] }, $"{report.Fault} {report.Inventory?.Missing.FirstOrDefault()}");
    }

    [Fact]
    public async Task IdleCut_LosesTheSession_AndTheNextPollHasAnother()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { IdleCut = TimeSpan.FromSeconds(1) });
        var listener = new Listener();
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]), listener);
        await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None);

        await Eventually.IsTrue(() => listener.Losses == 1 && !nas.Transport.Connected);

        Assert.Null((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);
        Assert.Equal(1, nas.Transport.Reconnects);
    }
}
