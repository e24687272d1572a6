namespace NasOrleans.Tests.Unit.Configuration.Power;

/// <summary>Whatever is wrong in the section is one line with its place, its key and what may stand there.</summary>
public sealed class PowerFaultTests : IDisposable
{
    private readonly PowerSettings _settings = new();

    public void Dispose() => _settings.Dispose();

    [Theory]
    [InlineData("sorces: { a: rack@localhost }", "nas.yaml:2: power.sorces: unknown key, did you mean power.sources?")]
    [InlineData("sources: [rack@localhost]", "nas.yaml:2: power.sources: takes names with what belongs to each")]
    [InlineData("sources: { My UPS: rack@localhost }", "nas.yaml:2: power.sources.My UPS: the name takes 1 to 64 of a-z 0-9 . _ -, starting with a letter or digit")]
    [InlineData("sources: { a: }", "nas.yaml:2: power.sources.a.ups: exactly one of 'ups' and 'probe'")]
    [InlineData("sources: { a: { upps: rack@localhost, probe: http://x } }", "nas.yaml:2: power.sources.a.upps: unknown key, did you mean ups?")]
    [InlineData("sources: { a: { ups: [1] } }", "nas.yaml:2: power.sources.a.ups: takes keys: server, ups, role, userName, statusInterval, pollInterval, hostSync")]
    [InlineData("sources: { a: { ups: a b@localhost } }", "nas.yaml:2: power.sources.a.ups.ups: has to be the name of the UPS at its server: printable ASCII in one word")]
    [InlineData("sources: { a: { ups: a@localhost, triggers: { lowCharge: -1 } } }", "nas.yaml:2: power.sources.a.triggers.lowCharge: has to be 0 to 99")]
    [InlineData("sources: { a: { ups: a@localhost, triggers: { lowCharge: NaN } } }", "nas.yaml:2: power.sources.a.triggers.lowCharge: has to be 0 to 99")]
    [InlineData("sources: { a: { ups: a@localhost, triggers: { lowCharge: much } } }", "nas.yaml:2: power.sources.a.triggers.lowCharge: 'much' is not a number")]
    [InlineData("sources: { a: { ups: a@localhost, triggers: { lowRuntime: 600 } } }", "nas.yaml:2: power.sources.a.triggers.lowRuntime: '600' is not a duration such as 90s, 5m or 2h30m")]
    [InlineData("sources: { a: { ups: a@localhost, contact: { failsafe: 1s } } }", "nas.yaml:2: power.sources.a.contact.failsafe: has to be 2 to 300 s")]
    [InlineData("sources: { a: { ups: a@localhost, contact: { staleTolerance: 99999999999 } } }", "nas.yaml:2: power.sources.a.contact.staleTolerance: has to be 1 to 100")]
    [InlineData("sources: { a: { ups: { ups: a@localhost, role: boss } } }", "nas.yaml:2: power.sources.a.ups.role: 'boss' is not allowed, allowed are observer, secondary, primary")]
    [InlineData("sources: { a: { ups: a@localhost, ups: b@localhost } }", "nas.yaml:2: power.sources.a.ups: given twice, first on line 2")]
    [InlineData("sources: { a: { probe: { target: http://x, checkInterval: 5s } } }", "nas.yaml:2: power.sources.a.probe.checkInterval: has to be 60 to 3600 s")]
    [InlineData("sources: { a: { ups: a@localhost, password: [1] } }", "nas.yaml:2: power.sources.a.password: is a list, it takes a text")]
    [InlineData("sources: { a: { ups: a@localhost, passwordFile: nowhere } }", "nas.yaml:2: power.sources.a.passwordFile: the file nowhere does not exist")]
    [InlineData("sources: { a: { ups: a@localhost, password: *x } }", "nas.yaml:2: power.sources.a.password: aliases (*name) are not supported, write the value out")]
    [InlineData("keys: { default: nowhere }", "nas.yaml:2: power.keys.default: the file nowhere does not exist")]
    [InlineData("keys: { default: nas.yaml }", "nas.yaml:2: power.keys.default: the file nas.yaml holds no private key")]
    [InlineData("commands: { save: [a, b] }", "nas.yaml:2: power.commands.save: takes a text")]
    [InlineData("dryRun: perhaps", "nas.yaml:2: power.dryRun: 'perhaps' is not true or false")]
    [InlineData("host: root@host", "nas.yaml:2: power.host: takes keys: host, port, user, key, hostKey")]
    public void Validate_OneFault_OneLine(string section, string line) => Assert.Equal([line], _settings.Faults($"power:\n  {section}\n").Where(fault => !fault.Contains("Immediate", StringComparison.Ordinal)));

    [Theory]
    [InlineData("loads: [nas]", "power.groups.g.loads: takes its items by name")]
    [InlineData("loads: {}", "power.groups.g.loads: has to be at least one")]
    [InlineData("loads: { nas: { system: Big NAS } }", "power.groups.g.loads.nas.system: 'Big NAS' is not an id")]
    [InlineData("loads: { nas: { system: nas, feeds: [b] } }", "power.groups.g.sources: there is no source 'b'")]
    [InlineData("loads: { nas: { system: nas, delay: 1h } }", "power.groups.g.loads.nas.delay: has to be 0 to 10 min")]
    [InlineData("loads: { nas: { system: nas, rule: some } }", "power.groups.g.loads.nas.rule: 'some' is not allowed, allowed are all, any, atLeast")]
    [InlineData("loads: { nas: { system: nas, id: x } }", "power.groups.g.loads.nas.id: unknown key")]
    [InlineData("loads: { nas: {} }, phases: [{ steps: [hop] }]", "power.groups.g.phases[0].steps[0].hop: unknown key")]
    [InlineData("loads: { nas: {} }, phases: [{ steps: [{ load: nas }] }]", "power.groups.g.phases[0].steps[0]: exactly one kind of step")]
    [InlineData("loads: { nas: {} }, phases: [{ steps: [trueNas: ] }]", "power.groups.g.phases[0].steps[0].trueNas.system: is needed")]
    [InlineData("loads: { nas: {}, lab: {} }, phases: [{ steps: [sync] }]", "power.groups.g.phases[0].steps[0].load: needed: the load that it belongs to")]
    [InlineData("loads: { nas: {} }, phases: [{ steps: [unmount: mnt] }]", "power.groups.g.phases[0].steps[0].unmount.path: has to be an absolute path below the root")]
    [InlineData("loads: { nas: {} }, phases: [{ steps: [command: format-c] }]", "power.groups.g.phases[0].steps[0].command.name: the configuration file names no command 'format-c'")]
    [InlineData("loads: { nas: {} }, phases: [{ steps: [host: { command: x, on: { host: h, user: u, hostKey: 'SHA256:x' } }] }]", "power.groups.g.phases[0].steps[0].host.on.key: there is no key 'default' under power.keys")]
    [InlineData("loads: { nas: {} }, phases: [{ steps: [host: { command: x, on: { host: a b, user: u, hostKey: 'SHA256:x' } }] }]", "power.groups.g.phases[0].steps[0].host.on.host: has to be a host name or address")]
    [InlineData("loads: { nas: { powerOn: { ipmi: { host: h, user: u } } } }", "power.groups.g.loads.nas.powerOn.ipmi.password: there is no password 'default' under power.passwords")]
    [InlineData("loads: { me: { local: true } }, phases: [{ steps: [localHostOff, sync] }]", "power.groups.g.phases: our own host goes off in the last step of the last phase")]
    public void Validate_FaultOfAGroup_IsTold(string group, string line) =>
        Assert.Contains(_settings.Faults($"power:\n  sources: {{ a: a@localhost }}\n  groups:\n    g: {{ {group} }}\n"), fault => fault.StartsWith("nas.yaml:4: " + line, StringComparison.Ordinal));

    [Fact]
    public void Validate_TwoGroupsForOneSystem_BothAreTold()
    {
        var faults = _settings.Faults("power:\n  sources: { a: a@localhost }\n  groups:\n    g: { loads: { nas: { system: nas } } }\n    h: { loads: { nas: { system: nas } } }\n");
        Assert.Equal(["nas.yaml:4: power.groups.g.loads: 'nas' is system:nas, which belongs to the group 'h'", "nas.yaml:5: power.groups.h.loads: 'nas' is system:nas, which belongs to the group 'g'"], faults);
    }

    [Fact]
    public void Validate_HostThatMayNotGoOff_RefusesTheStep() => Assert.Contains(
        "our own host can be switched off only where", Assert.Single(_settings.Faults("power:\n  hostMayGoOff: false\n  sources: { a: a@localhost }\n  groups: { g: { loads: { me: { local: true } } } }\n")));

    [Fact]
    public void Validate_ManyFaults_AllAtOnceInTheOrderOfTheLines()
    {
        var faults = _settings.Faults("power:\n  sources:\n    a: { ups: a@localhost, triggers: { lowCharge: x } }\n    b: { ups: b@localhost, wait: 1 }\n  groups:\n    g:\n      loads: { nas: { delay: -1s } }\n      cancel: { after: 1h }\n  keys: { default: nowhere }\n");
        Assert.Equal(["nas.yaml:3", "nas.yaml:4", "nas.yaml:7", "nas.yaml:8", "nas.yaml:9"], faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Validate_KeyWithAPassphrase_IsRefused()
    {
        _settings.Write("id", PowerSettings.PrivateKey.Replace("BG5vbmU", "CmFlczI1Ni1jdHI", StringComparison.Ordinal));
        Assert.Contains("is protected by a passphrase", Assert.Single(_settings.Faults("power:\n  keys: { default: id }\n")));
    }

    [Fact]
    public void Validate_PowerCheckUnderAnIdOfTheFile_IsRefused()
    {
        _settings.Environment["POWER_CHECK_URL"] = "http://192.168.1.11";
        Assert.Contains("is the id of what powerCheck.url names", Assert.Single(_settings.Faults("power:\n  sources: { power-check: a@localhost }\n")));
    }
}
