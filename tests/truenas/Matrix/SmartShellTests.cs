using NasOrleans.Drives;
using NasOrleans.Protocols.Ssh;
using NasOrleans.Protocols.Ssh.Smart;
using NasOrleans.Protocols.TrueNas;
using NasOrleans.Secrets;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Matrix;

/// <summary>SMART of a release that has it no longer in its API: over a real shell whose smartctl prints what the simulated drives say.</summary>
public sealed class SmartShellTests
{
    [FactNeeding("sshd", "openssh-server")]
    public async Task ReleaseWithoutSmart_IsReadOverItsShell_DriveByDrive()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = Release.V2510 });
        await using var server = await SshServer.StartAsync();
        var appliance = fleet.Systems[0];
        appliance.Estate.Shelf[0].Change(health => health with { IsFailing = true, ReportedUncorrected = 2 });
        Provide(server, appliance);
        using var ssh = new SshClient(TimeProvider.System);
        var factory = new TrueNasFactory(TimeProvider.System, new SmartShell(new Smartctl(ssh, TimeProvider.System)));
        var target = Client.Target(appliance);
        target = target with
        {
            Config = target.Config with { Ssh = new() { Host = "127.0.0.1", Port = server.Port, UserName = server.UserName, HostKey = server.Fingerprint, SmartCommand = "smartctl" } },
            Secrets = target.Secrets with { SshKey = new Secret(server.Key) },
        };
        await using var nas = factory.Create(target, new Listener());

        var report = await nas.ReadAsync([InventoryPart.Disks, InventoryPart.Smart], CancellationToken.None);

        Assert.Null(report.Fault);
        var disks = report.Inventory!.Disks;
        Assert.NotEmpty(disks);
        Assert.All(disks, disk => Assert.True(disk.Smart is { Source: SmartSource.Ssh, Health: not SmartHealth.Unknown, PowerOnHours: > 0 } && disk.Smart.Attributes.Length > 0, $"{disk}"));
        Assert.Equal([appliance.Estate.Shelf[0].Serial], disks.Where(disk => disk.Smart!.Health == SmartHealth.Failed).Select(disk => disk.Serial));
    }

    private static void Provide(SshServer server, Appliance nas)
    {
        foreach (var bay in nas.Estate.Shelf.Bays)
        {
            var output = nas.Estate.Smartctl($"smartctl -j -x /dev/{bay.Name}");
            File.WriteAllText(server.PathOf(bay.Name + ".json"), output.Text);
            File.WriteAllText(server.PathOf(bay.Name + ".exit"), $"{output.ExitStatus}");
        }

        server.Provide("smartctl", $"name=\"${{3##*/}}\"\ncat {server.PathOf("$name.json")}\nexit \"$(cat {server.PathOf("$name.exit")})\"");
    }
}
