using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Import;
using NasOrleans.Tests.Unit.Configuration.Power;

namespace NasOrleans.Tests.Unit.Import;

public sealed class MonitorImportTests : IDisposable
{
    private const string Python = """
        from dataclasses import dataclass, field

        VERSION = "3.0"

        @dataclass
        class Config:
            # UPS Configuration
            UPS_NAME: str = "UPS@192.168.178.11"  # Your UPS identifier
            CHECK_INTERVAL: int = 1
            LOW_BATTERY_THRESHOLD: int = 25
            BATTERY_DEPLETION_WINDOW: int = 240
            CRITICAL_DEPLETION_RATE: float = 12.5
            DEPLETION_RATE_GRACE_PERIOD: int = 60
            CRITICAL_RUNTIME_THRESHOLD: int = 300  # seconds
            MAX_STALE_DATA_TOLERANCE: int = 4
            LOG_FILE: Path = Path("/var/log/ups-monitor.log")
            DISCORD_WEBHOOK_URL: str = "https://discord.com/api/webhooks/1/secret#part"
            COLOR_RED: int = 15158332
            DRY_RUN_MODE: bool = True
            MAX_VM_WAIT: int = 45
            EXTENDED_TIME: int = 10 * 60
            EXTENDED_TIME_ON_BATTERY_SHUTDOWN: bool = True
            REMOTE_NAS_USER: str = "nas-admin"
            REMOTE_NAS_HOST: str = "192.168.178.229"
            UNMOUNT_TIMEOUT: int = 20
            MOUNTS_TO_UNMOUNT: List[Tuple[str, str]] = field(default_factory=lambda: [
                ("/mnt/media", ""),
                ("/mnt/nas", "-l"),      # -l for lazy unmount
                ('/mnt/backup disk', '-f -r'),
            ])

        config = Config()
        """;

    private readonly ImportStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void Read_PythonConfig_CarriesEverythingOver()
    {
        _stage.Settings.Write("id_nas", PowerSettings.PrivateKey);
        var imported = new MonitorImport("ups-monitor.py", new() { Key = _stage.Settings.Path("id_nas"), HostKey = _ => PowerSettings.HostKey }).Read(Python);
        var power = _stage.Taken(imported);

        Assert.True(power.Installation.DryRun);
        var source = Assert.Single(power.Sources);
        Assert.Equal(("ups", "UPS", "192.168.178.11", TimeSpan.FromSeconds(1), 4), (source.Id.Value, source.Config.Ups!.Ups, source.Config.Ups.Server.Host, source.Config.Ups.PollInterval, source.Config.Contact.StaleTolerance));
        var triggers = source.Config.Triggers;
        Assert.Equal((25.0, 300.0, 12.5, 240.0, 60.0, 600.0), (triggers.LowCharge, triggers.LowRuntime.TotalSeconds, triggers.DepletionRate, triggers.DepletionWindow.TotalSeconds, triggers.DepletionGrace.TotalSeconds, triggers.LongOnBattery.TotalSeconds));

        var steps = Assert.Single(power.Groups).Config.Phases.SelectMany(phase => phase.Steps).ToArray();
        Assert.Equal(TimeSpan.FromSeconds(45), steps[0].VirtualMachines!.ForceAfter);
        Assert.NotNull(steps[1].Containers);
        Assert.NotNull(steps[2].Sync);
        Assert.Equal([("/mnt/media", false, ""), ("/mnt/nas", true, ""), ("/mnt/backup disk", false, "-f -r")], steps[3..6].Select(step => (step.Unmount!.Path, step.Unmount.Lazy, step.Unmount.Options)));
        Assert.All(steps[3..6], step => Assert.Equal(TimeSpan.FromSeconds(20), step.Timeout));
        Assert.Equal(("192.168.178.229", "nas-admin", "sudo -n /usr/syno/sbin/synoshutdown -s"), (steps[6].Host!.On.Host, steps[6].Host!.On.User, steps[6].Host!.Command));
        Assert.NotNull(steps[7].LocalHostOff);

        Assert.Equal("https://discord.com/api/webhooks/1/secret#part", imported.Secrets["discord.webhook"].Reveal());
        Assert.Equal(["COLOR_RED", "DISCORD_WEBHOOK_URL", "LOG_FILE"], imported.Left.Select(line => line.Split(": ")[1]).Order());
    }

    [Fact]
    public void Read_HostKeyNotKnown_LeavesTheNasMarkedAndSaysWhatToDo()
    {
        var imported = new MonitorImport("ups-monitor.py", new()).Read(Python);
        Assert.DoesNotContain(_stage.Taken(imported).Groups.Single().Config.Phases.SelectMany(phase => phase.Steps), step => step.Host is not null);
        Assert.Contains("        # - name: nas\n", imported.Yaml);
        Assert.Contains(imported.Left, line => line.Contains("ssh-keyscan 192.168.178.229", StringComparison.Ordinal));
        Assert.Contains(imported.Left, line => line.Contains("--key", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_BashVariables_CarriesEverythingOver()
    {
        var imported = new MonitorImport("ups-monitor.conf", new()).Read("""
            #!/bin/bash
            export UPS_NAME='rack@nut.lan:3494'   # which one
            LOW_BATTERY_THRESHOLD=${LOW_BATTERY_THRESHOLD:-30}
            CRITICAL_RUNTIME_THRESHOLD=$((5*60))
            readonly CHECK_INTERVAL=0.1
            EXTENDED_TIME_ON_BATTERY_SHUTDOWN=false
            DRY_RUN_MODE="false"
            LOG=$(date)
            declare -A MOUNTS_TO_UNMOUNT=(
              ["/mnt/media"]=""     # films
              ["/mnt/nas"]="-l"
            )
            monitor() {
              local LOW_BATTERY_THRESHOLD=1
            }
            """);
        var power = _stage.Taken(imported);
        var config = Assert.Single(power.Sources).Config;
        Assert.Equal(("rack", "nut.lan", 3494, TimeSpan.FromSeconds(0.5)), (config.Ups!.Ups, config.Ups.Server.Host, config.Ups.Server.Port, config.Ups.PollInterval));
        Assert.Equal((30.0, 300.0, 0.0), (config.Triggers.LowCharge, config.Triggers.LowRuntime.TotalSeconds, config.Triggers.LongOnBattery.TotalSeconds));
        Assert.Equal([("/mnt/media", false), ("/mnt/nas", true)], power.Groups.Single().Config.Phases.SelectMany(phase => phase.Steps).Where(step => step.Unmount is not null).Select(step => (step.Unmount!.Path, step.Unmount.Lazy)));
        Assert.Contains(imported.Left, line => line.StartsWith("ups-monitor.conf:8: LOG: ", StringComparison.Ordinal));
        Assert.Contains(imported.Left, line => line.Contains("0.5 s was taken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MOUNTS_TO_UNMOUNT=(\"/mnt/a\" \"/mnt/b:-l\")")]
    [InlineData("MOUNTS_TO_UNMOUNT=(/mnt/a '/mnt/b|-l')")]
    [InlineData("MOUNTS_TO_UNMOUNT=(\n  \"/mnt/a\"\n  \"/mnt/b -l\" # lazily\n)")]
    public void Read_ListsOfTheShell_AreMounts(string list)
    {
        var power = _stage.Taken(new MonitorImport("conf", new()).Read("UPS_NAME=ups@localhost\n" + list + "\n"));
        Assert.Equal([("/mnt/a", false), ("/mnt/b", true)], power.Groups.Single().Config.Phases.SelectMany(phase => phase.Steps).Where(step => step.Unmount is not null).Select(step => (step.Unmount!.Path, step.Unmount.Lazy)));
    }

    [Theory]
    [InlineData("LOW_BATTERY_THRESHOLD=many", "conf:2: LOW_BATTERY_THRESHOLD: 'many' is not a number from 0 up")]
    [InlineData("CRITICAL_RUNTIME_THRESHOLD=-5", "conf:2: CRITICAL_RUNTIME_THRESHOLD: '-5' is not a number from 0 up")]
    [InlineData("MAX_VM_WAIT=", "conf:2: MAX_VM_WAIT: '' is not a number from 0 up")]
    [InlineData("DRY_RUN_MODE=maybe", "conf:2: DRY_RUN_MODE: 'maybe' is not true or false")]
    [InlineData("CHECK_INTERVAL=(1 2)", "conf:2: CHECK_INTERVAL: takes one text")]
    public void Read_ValueThatIsNone_OneLineNamesIt(string line, string fault) => Assert.Equal(fault, Assert.Single(new MonitorImport("conf", new()).Read("UPS_NAME=ups@localhost\n" + line + "\n").Faults));

    [Theory]
    [InlineData("")]
    [InlineData("just some text\n")]
    [InlineData("UPS_NAME=\n")]
    public void Read_NothingToWatch_SaysSo(string text) => Assert.StartsWith("conf: UPS_NAME: is needed", Assert.Single(new MonitorImport("conf", new()).Read(text).Faults));

    [Fact]
    public void KnownHosts_PlainAndHashedNames_AreFound()
    {
        // The hashed one is nas.secret, by HMAC-SHA1 with a salt of zeros.
        const string Lines = "nas.lan,192.168.1.20 ssh-rsa AAAA\nnas.lan ssh-ed25519 AAAAC3NzaC1lZDI1NTE5\n|1|AAAAAAAAAAAAAAAAAAAAAAAAAAA=|+rGuF8Nez8Og85GrJkf8HXdmROg= ssh-ed25519 AAAABBBB\n";
        Assert.Equal("SHA256:cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw", KnownHosts.HostKey(Lines, "192.168.1.20"));
        Assert.NotEqual(KnownHosts.HostKey(Lines, "nas.lan"), KnownHosts.HostKey(Lines, "192.168.1.20"));
        Assert.NotNull(KnownHosts.HostKey(Lines, "nas.secret"));
        Assert.Null(KnownHosts.HostKey(Lines, "other"));
    }
}
