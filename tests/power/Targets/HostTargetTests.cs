using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols;
using NasOrleans.Secrets;

namespace NasOrleans.Tests.Power.Targets;

/// <summary>Other hosts, by a real SSH server.</summary>
public sealed class HostTargetTests : IAsyncLifetime
{
    private readonly TargetStage _stage = new();
    private SshServer _server = null!;

    public async Task InitializeAsync()
    {
        if (SystemProgram.Find("sshd", "openssh-server", out _) is null) return;
        _server = await SshServer.StartAsync();
        _stage.Installation = new() { Keys = Keys(("default", _server.Key), ("strange", _server.StrangersKey())) };
    }

    public async Task DisposeAsync()
    {
        _stage.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    private string[] Calls => File.Exists(_server.PathOf("calls")) ? File.ReadAllLines(_server.PathOf("calls")) : [];

    private string Recording => $"echo \"${{0##*/}} $*\" >> {_server.PathOf("calls")}";

    [FactNeeding("sshd", "openssh-server")]
    public async Task Host_ThatTakesTheOrderAndStaysUp_IsToldOnceAndSeenToBeUp()
    {
        _server.Provide("off", Recording);

        var dry = await _stage.Tell(Host("off -h"), dryRun: true);
        var told = await _stage.Tell(Host("off -h"));

        Assert.Equal((AnswerKind.Taken, "would run 'off -h' on 127.0.0.1"), (dry.Kind, dry.Text));
        Assert.Equal(AnswerKind.Taken, told.Kind);
        Assert.Equal(["off -h"], Calls);
        await _stage.Sees(Host("off -h"), StepSight.Untouched);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Host_ThatAnswersNoMore_IsDarkOnceItStaysSo()
    {
        await _stage.Sees(Host("off"), StepSight.Untouched);
        await _server.EndAsync();
        var started = TimeProvider.System.GetTimestamp();

        await _stage.Sees(Host("off"), StepSight.Done);

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(10));
        Assert.Equal(AnswerKind.NotSent, (await _stage.Tell(Host("off"))).Kind);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Host_ThatRefuses_SaysWhy()
    {
        var answer = await _stage.Tell(Host("echo 'not tonight' >&2; exit 1"));

        Assert.Equal((AnswerKind.Refused, true), (answer.Kind, answer.Text.Contains("not tonight", StringComparison.Ordinal)));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Host_CommandThatHangs_IsUnclearByTheLimit()
    {
        // So that it is the command that takes the time, and not the way to it.
        await _stage.Tell(Host("true"));

        Assert.NotEqual(AnswerKind.Taken, (await _stage.Tell(Host("sleep 60") with { Timeout = TimeSpan.FromSeconds(4) })).Kind);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Host_ByAKeyThatIsUnknownOrStrange_IsNotTold()
    {
        var unnamed = await _stage.Tell(Host("off", key: "none"));
        var strange = await _stage.Tell(Host("off", key: "strange"));

        Assert.Equal((AnswerKind.NotSent, true), (unnamed.Kind, unnamed.Text.Contains("SSH key 'none'", StringComparison.Ordinal)));
        Assert.Equal((AnswerKind.NotSent, true), (strange.Kind, strange.Text.Contains("does not take this user and key", StringComparison.Ordinal)));
        await _stage.Sees(Host("off", key: "none"), StepSight.Silent);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Host_WhoseKeyChanged_IsNotToldAndTheKeyIsShown()
    {
        _server.Provide("off", Recording);
        var host = Host("off");
        await _server.ChangeHostKeyAsync();

        var answer = await _stage.Tell(host);

        Assert.Equal((AnswerKind.NotSent, true), (answer.Kind, answer.Text.Contains("agreed on was", StringComparison.Ordinal)));
        Assert.Empty(Calls);
    }

    [FactNeeding("ssh", "openssh-client")]
    public async Task Host_ThatConnectsAndSaysNothing_IsNotToldByTheLimitAndIsNotDark()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        _stage.Installation = new() { Keys = Keys(("default", "k")) };
        var host = Host("off", port: ((IPEndPoint)mute.LocalEndpoint).Port, hostKey: "SHA256:" + new string('A', 43)) with { Timeout = TimeSpan.FromSeconds(3) };

        Assert.NotEqual(AnswerKind.Taken, (await _stage.Tell(host)).Kind);
        await _stage.Sees(host, StepSight.Silent);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task OwnHostBySsh_IsToldThere()
    {
        _server.Provide("shutdown", Recording);
        _server.Provide("sudo", "shift; exec \"$@\"");
        _stage.Installation = _stage.Installation with { MayGoOff = true, Sudo = true, Host = Target("default") };

        Assert.Equal(AnswerKind.Taken, (await _stage.Tell(new() { Id = "off", Load = "host", LocalHostOff = new() })).Kind);
        Assert.Equal(["shutdown -h now"], Calls);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Guests_OfProxmoxThatIgnoreTheOrder_AreToldSeenToRunAndSwitchedOff()
    {
        _server.Provide("qm", $"{Recording}; [ $1 = list ] && printf 'VMID NAME STATUS\\n100 web running 1 2 3\\n200 db running 1 2 3\\n'; [ $1 = shutdown ] && {{ echo 'got timeout' >&2; exit 255; }}; exit 0");
        _server.Provide("pct", "[ $1 = list ] && printf 'VMID Status Lock Name\\n'; exit 0");
        var step = Guests(Hypervisor.Proxmox) with { Guests = new() { Hypervisor = Hypervisor.Proxmox, On = Target("default"), Ids = ["200"] } };

        Assert.Equal(AnswerKind.Taken, (await _stage.Tell(step)).Kind);
        await _stage.Sees(step, StepSight.Untouched);
        Assert.Equal(AnswerKind.Taken, (await _stage.Tell(step, force: true)).Kind);

        var told = Calls.Where(call => !call.Contains("list", StringComparison.Ordinal)).ToArray();
        Assert.StartsWith("qm shutdown 200 --timeout ", told[0], StringComparison.Ordinal);
        Assert.Equal("qm stop 200", told[1]);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Guests_OfEsxiWithoutTools_AreSwitchedOffLater()
    {
        _server.Provide("vim-cmd", """
            case "$*" in
              vmsvc/getallvms) printf 'Vmid Name File\n9 stubborn [ds] s/s.vmx x\n';;
              vmsvc/power.getstate*) echo 'Powered on';;
              "vmsvc/power.shutdown 9") echo 'VMware Tools is not running in this virtual machine.' >&2; exit 1;;
            esac
            """);

        var told = await _stage.Tell(Guests(Hypervisor.Esxi));

        Assert.Equal((AnswerKind.Taken, true), (told.Kind, told.Text.Contains("Tools", StringComparison.Ordinal)));
        Assert.Equal(AnswerKind.Taken, (await _stage.Tell(Guests(Hypervisor.Esxi), force: true)).Kind);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Missing_ProgramsOfAnotherHost_AreLookedForThere()
    {
        _server.Provide("qm", "");

        var lines = await _stage.Missing(Guests(Hypervisor.Proxmox), Host("off"));

        Assert.Equal("guests: 127.0.0.1 has no program 'pct'", Assert.Single(lines));
    }

    private StepConfig Guests(Hypervisor hypervisor) => new() { Id = "guests", Load = "host", Guests = new() { Hypervisor = hypervisor, On = Target("default") } };

    private StepConfig Host(string command, string key = "default", int? port = null, string? hostKey = null) =>
        new() { Id = "host", Load = "host", Host = new() { On = Target(key, port, hostKey), Command = command } };

    private SshTarget Target(string key, int? port = null, string? hostKey = null) =>
        new() { Host = "127.0.0.1", Port = port ?? _server.Port, User = _server?.UserName ?? "ada", Key = key, HostKey = hostKey ?? _server!.Fingerprint };

    private static ImmutableDictionary<string, Secret> Keys(params (string Name, string Key)[] keys) => keys.ToImmutableDictionary(each => each.Name, each => new Secret(each.Key));
}
