using System.Net;
using NasOrleans.Drives;
using NasOrleans.Protocols;
using NasOrleans.Protocols.Ssh;
using NasOrleans.Protocols.Ssh.Smart;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Grains.Protocols.Ssh;

/// <summary>A NAS that is a real shell with a smartctl and a shutdown of ours.</summary>
public sealed class SshNasTests : IAsyncLifetime
{
    private const string Script = """
        case "$*" in
          *--scan*) echo '{"devices":[{"name":"/dev/sda"},{"name":"/dev/sdb"},{"name":"/dev/$(reboot)"}]}' ;;
          *sda) echo '{"smartctl":{"exit_status":64},"device":{"protocol":"ATA"},"model_name":"ST8000NM0055","serial_number":"ZL0","wwn":{"naa":5,"oui":3152,"id":3521311652},"user_capacity":{"bytes":8001563222016},"rotation_rate":7200,"smart_status":{"passed":true},"temperature":{"current":38},"power_on_time":{"hours":20000}}'; exit 64 ;;
          *sdb) echo '{"smartctl":{"exit_status":2,"messages":[{"string":"Smartctl open device: /dev/sdb failed"}]}}'; exit 2 ;;
        esac
        """;

    private readonly SshClient _ssh = new(TimeProvider.System);
    private SshServer _server = null!;

    public async Task InitializeAsync()
    {
        if (SystemProgram.Find("sshd", "openssh-server", out _) is null) return;
        _server = await SshServer.StartAsync();
        _server.Provide("smartctl", Script);
        _server.Provide("shutdown", $"echo \"$*\" > {_server.PathOf("order")}");
    }

    public async Task DisposeAsync()
    {
        _ssh.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Read_TellsFactsAndDrives_AndNamesWhatAShellCannotTell()
    {
        await using var nas = Nas();

        var report = await nas.ReadAsync([InventoryPart.Facts, InventoryPart.Disks, InventoryPart.Smart, InventoryPart.Pools], default);

        Assert.Null(report.Fault);
        Assert.Equal((SourceSnapshot.Ssh, TransportMode.Ssh, true), (report.Source, report.Transport.Mode, report.Transport.Connected));
        Assert.Equal(Dns.GetHostName(), report.Inventory!.Facts.HostName);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), report.Inventory.Facts.BootId);
        Assert.Equal(["/dev/sda", "/dev/sdb"], report.Inventory.Disks.Select(disk => disk.Name));
        Assert.Equal(("ZL0", "5000c500d1e2f3a4", DriveMedium.Hdd, DriveBus.Sata, 38.0), Identity(report.Inventory.Disks[0]));
        Assert.Equal((SmartHealth.Passed, 20_000L), (report.Inventory.Disks[0].Smart!.Health, report.Inventory.Disks[0].Smart!.PowerOnHours));
        Assert.Equal((SmartHealth.Unknown, "Smartctl open device: /dev/sdb failed"), (report.Inventory.Disks[1].Smart!.Health, report.Inventory.Disks[1].Smart!.Reason));
        Assert.Equal((InventoryPart.Pools, true), (Assert.Single(report.Inventory.Missing).Part, report.Inventory.Missing[0].Unsupported));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Read_WithoutSmartctl_StillTellsFacts()
    {
        await using var nas = Nas(ssh => ssh with { SmartCommand = "no-smartctl-here" });

        var report = await nas.ReadAsync([InventoryPart.Facts, InventoryPart.Smart], default);

        Assert.Null(report.Fault);
        Assert.NotEmpty(report.Inventory!.Facts.Version);
        Assert.Equal((InventoryPart.Smart, true), (Assert.Single(report.Inventory.Missing).Part, report.Inventory.Missing[0].Unsupported));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task SmartShell_AnswersForEveryDiskItIsAskedFor()
    {
        ISmartShell shell = new SmartShell(Reader);

        var readings = await shell.ReadAsync(Target(ssh => ssh), [new() { Name = "sda" }, new() { Name = "sdb" }, new() { Name = "sda; reboot" }], default);

        Assert.Equal([("sda", SmartHealth.Passed), ("sdb", SmartHealth.Unknown), ("sda; reboot", SmartHealth.Unknown)], readings.Select(reading => (reading.Device, reading.Reading.Health)));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Send_RunsTheConfiguredCommandOnce()
    {
        await using var nas = Nas();

        Assert.Equal(AnswerKind.Taken, (await nas.SendAsync(new NasOrder.ShutDown("power"), default)).Kind);
        Assert.Equal("-h now", File.ReadAllText(_server.PathOf("order")).Trim());
        Assert.Equal(AnswerKind.Taken, (await nas.SendAsync(new NasOrder.Reboot("update"), default)).Kind);
        Assert.Equal("-r now", File.ReadAllText(_server.PathOf("order")).Trim());
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Send_ToAUserWithoutTheRight_IsRefusedAsPermission()
    {
        _server.Provide("shutdown", "echo 'sudo: a password is required' >&2; exit 1");
        await using var nas = Nas();

        var answer = await nas.SendAsync(new NasOrder.ShutDown("power"), default);

        Assert.Equal((AnswerKind.Refused, LinkError.Permission), (answer.Kind, answer.Fault!.Error));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Probe_TellsUpWithItsBoot_AndDarkWhenNobodyAnswers()
    {
        await using var nas = Nas();

        var up = await nas.ProbeAsync(default);
        await _server.EndAsync();

        Assert.Equal((Presence.Up, File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()), (up.Presence, up.BootId));
        Assert.Equal(Presence.Dark, (await nas.ProbeAsync(default)).Presence);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Test_FirstContact_ShowsTheKey_AndAcceptedItGoesOn()
    {
        var factory = new SshNasFactory(_ssh, Reader, TimeProvider.System);
        var target = Target(ssh => ssh with { HostKey = null });

        var first = await factory.TestAsync(target, acceptNew: false, default);
        var accepted = await factory.TestAsync(target, acceptNew: true, default);

        Assert.Equal((LinkError.Tls, _server.Fingerprint), (first.Fault!.Error, first.Fingerprint));
        Assert.Equal((null, _server.Fingerprint, Dns.GetHostName()), (accepted.Fault, accepted.Fingerprint, accepted.HostName));
    }

    private Smartctl Reader => new(_ssh, TimeProvider.System);

    private static (string, string?, DriveMedium, DriveBus, double?) Identity(Disk disk) => (disk.Serial, disk.Wwn, disk.Medium, disk.Bus, disk.Celsius);

    private SshNas Nas(Func<SshConfig, SshConfig>? change = null) => new(Target(change ?? (ssh => ssh)), _ssh, Reader, TimeProvider.System);

    private NasTarget Target(Func<SshConfig, SshConfig> change) => new()
    {
        Tenant = TenantId.Main,
        System = new("nas-1"),
        Config = new()
        {
            Kind = ConnectionKind.Ssh,
            Host = "127.0.0.1",
            Ssh = change(new()
            {
                Port = _server.Port,
                UserName = _server.UserName,
                HostKey = _server.Fingerprint,
                SmartCommand = "smartctl",
                ShutdownCommand = "shutdown -h now",
                RebootCommand = "shutdown -r now",
            }),
        },
        Secrets = new() { SshKey = new(_server.Key) },
    };
}
