using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Configuration.Power;

public sealed class PowerFileTests : IDisposable
{
    private const string Simple = """
        truenas: { host: nas.local, apiKey: 1-key }
        power:
          sources:
            rack: rack@192.168.1.11
          groups:
            home:
              loads:
                nas: { system: truenas }
                host: { local: true }

        """;

    private readonly PowerSettings _settings = new();

    public void Dispose() => _settings.Dispose();

    [Fact]
    public void Load_SimpleCase_IsAWholeSetUp()
    {
        var loaded = _settings.Load(Simple);
        Assert.Empty(loaded.Problems);
        Assert.Empty(loaded.Warnings);

        var source = Assert.Single(loaded.Power.Sources);
        Assert.Equal(("rack", "rack", "rack", "192.168.1.11", 3493), (source.Id.Value, source.Config.Name, source.Config.Ups!.Ups, source.Config.Ups.Server.Host, source.Config.Ups.Server.Port));
        Assert.Equal((new PowerTriggers(), new ContactLimits(), PowerOrigin.File), (source.Config.Triggers, source.Config.Contact, source.Origin));

        var group = Assert.Single(loaded.Power.Groups).Config;
        Assert.Equal(["rack"], group.Sources.Select(id => id.Value));
        Assert.All(group.Loads, load => Assert.Equal("rack", Assert.Single(load.Feeds).Value));
        Assert.Equal(["systems", "host"], group.Phases.Select(phase => phase.Name));
        Assert.Equal("truenas", Assert.Single(group.Phases[0].Steps).TrueNas!.System.Value);
        Assert.NotNull(Assert.Single(group.Phases[1].Steps).LocalHostOff);
        Assert.True(loaded.Power.Installation.MayGoOff);
    }

    [Fact]
    public void Load_AllThatCanBeSaid_IsTaken()
    {
        _settings.Write("id_nas", PowerSettings.PrivateKey);
        _settings.Write("ups.password", "secret-1\n");
        var loaded = _settings.Load($$"""
            power:
              dryRun: true
              sudo: true
              offCommand: /sbin/poweroff
              keys: { default: id_nas }
              commands: { save-work: /usr/local/bin/save --all }
              host: { host: 172.17.0.1, user: nas, hostKey: "{{PowerSettings.HostKey}}" }
              sources:
                rack:
                  name: Rack
                  ups: { ups: "rack@[::1]:3494", role: secondary, userName: monitor, server: { host: 10.0.0.1, port: 3494, tls: skipVerify } }
                  passwordFile: ups.password
                  triggers: { lowCharge: 30, longOnBattery: 0s }
                plug: http://192.168.1.12/
                switch: { probe: switch.lan:22 }
                router: { probe: { target: 192.168.1.1, mode: verified, totalChecks: 3 } }
              groups:
                cellar:
                  loads:
                    lab: { feeds: [rack, rack], rule: atLeast, count: 2, shedding: { level: 1, charge: 60 }, powerOn: { wake: "02:00:00:00:00:01" } }
                    synology: { feeds: plug }
                    host: { feeds: rack, local: true }
                  phases:
                    - steps: [virtualMachines, { containers: { engine: podman } }, { virtualMachines: { forceAfter: null }, id: again }, command: save-work]
                    - name: disks
                      parallel: false
                      steps: [sync, unmount: /mnt/media]
                    - steps: [{ load: synology, host: { command: sudo -n synoshutdown -s, on: { host: 10.0.0.9, user: nas-admin, hostKey: "{{PowerSettings.HostKey}}" } } }]
                    - steps: [localHostOff]
                  upsOff: rack

            """);
        Assert.Equal([], loaded.Problems.Select(problem => problem.ToString()));

        var power = loaded.Power;
        Assert.Equal(["rack", "plug", "switch", "router"], power.Sources.Select(source => source.Id.Value));
        Assert.Equal("secret-1", power.Sources[0].Secrets.Password!.Value.Reveal());
        Assert.Equal((NutRole.Secondary, NutTlsMode.SkipVerify, "10.0.0.1"), (power.Sources[0].Config.Ups!.Role, power.Sources[0].Config.Ups!.Server.Tls, power.Sources[0].Config.Ups!.Server.Host));
        Assert.Equal((30.0, TimeSpan.Zero, TimeSpan.FromMinutes(10)), (power.Sources[0].Config.Triggers.LowCharge, power.Sources[0].Config.Triggers.LongOnBattery, power.Sources[0].Config.Triggers.LowRuntime));
        Assert.Equal([ProbeKind.Http, ProbeKind.Tcp, ProbeKind.Ping], power.Sources.Skip(1).Select(source => source.Config.Probe!.Kind));

        var group = Assert.Single(power.Groups).Config;
        Assert.Equal(["rack", "plug"], group.Sources.Select(id => id.Value));
        Assert.Equal((FeedRule.AtLeast, 2, "lab-on", "lab"), (group.Loads[0].Rule, group.Loads[0].Count, group.Loads[0].PowerOn!.Id, group.Loads[0].PowerOn!.Load));
        Assert.Equal(["1", "disks", "3", "4"], group.Phases.Select(phase => phase.Name));
        Assert.Equal(["host-virtual-machines", "host-containers", "again", "host-command"], group.Phases[0].Steps.Select(step => step.Id));
        Assert.All(group.Phases[0].Steps, step => Assert.Equal("host", step.Load));
        Assert.Equal((VirtualMachinesStep.DefaultForceAfter, null), (group.Phases[0].Steps[0].VirtualMachines!.ForceAfter, group.Phases[0].Steps[2].VirtualMachines!.ForceAfter));
        Assert.Equal(("/mnt/media", "rack"), (group.Phases[1].Steps[1].Unmount!.Path, Assert.Single(group.UpsOff).Source.Value));

        var lent = power.Installation;
        Assert.Equal((true, true, "/sbin/poweroff", "172.17.0.1"), (lent.DryRun, lent.Sudo, lent.OffCommand, lent.Host!.Host));
        Assert.Equal("/usr/local/bin/save --all", lent.Commands["save-work"]);
        Assert.StartsWith("-----BEGIN", lent.Keys["default"].Reveal());
    }

    [Fact]
    public void Load_ShutdownScriptsVariables_ShutTheNasDown()
    {
        _settings.Environment["POWER_CHECK_URL"] = "http://192.168.1.11";
        _settings.Environment["INTERVAL_CHECK_ENABLED"] = "true";
        _settings.Environment["TRUENAS_HOST"] = "nas.local:443";
        _settings.Environment["TRUENAS_USERNAME"] = "admin";
        _settings.Environment["TRUENAS_PASSWORD"] = "secure";
        var power = _settings.Load().Power;

        Assert.Equal(ProbeMode.Verified, Assert.Single(power.Sources).Config.Probe!.Mode);
        var group = Assert.Single(power.Groups);
        Assert.Equal(("power-check", PowerOrigin.Environment), (group.Id.Value, group.Origin));
        Assert.Equal("power-check", Assert.Single(group.Config.Sources).Value);
        Assert.Equal("truenas", Assert.Single(Assert.Single(group.Config.Phases).Steps).TrueNas!.System.Value);
    }

    [Fact]
    public void Load_GroupOfTheFileHasTheNas_PowerCheckBringsNone()
    {
        _settings.Environment["POWER_CHECK_URL"] = "http://192.168.1.11";
        var power = _settings.Load(Simple).Power;
        Assert.Equal(["rack", "power-check"], power.Sources.Select(source => source.Id.Value));
        Assert.Equal("home", Assert.Single(power.Groups).Id.Value);
    }

    [Fact]
    public void Load_KeysAndPasswordsFromVariables_AreThere()
    {
        _settings.Write("key", PowerSettings.PrivateKey);
        _settings.Write("password", "ipmi\n");
        _settings.Environment["NAS_POWER_KEYS_NAS_SHUTDOWN_FILE"] = "key";
        _settings.Environment["NAS_POWER_PASSWORDS_DEFAULT_FILE"] = "password";
        _settings.Environment["NAS_POWER_DRY_RUN"] = "yes";
        var loaded = _settings.Load();
        Assert.Empty(loaded.Problems);
        Assert.Empty(loaded.Warnings);
        Assert.Equal(("nas-shutdown", "ipmi", true), (Assert.Single(loaded.Power.Installation.Keys.Keys), loaded.Power.Installation.Passwords["default"].Reveal(), loaded.Power.Installation.DryRun));
    }

    [Theory]
    [InlineData("role: all", true)]
    [InlineData("power: { hostMayGoOff: false }", false)]
    public void Load_HostMayGoOff_InRoleAllUnlessSwitchedOff(string yaml, bool may) => Assert.Equal(may, _settings.Load(yaml).Power.Installation.MayGoOff);
}
