using System.Net;
using System.Net.Sockets;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Shells;
using NasOrleans.Protocols.Ssh;
using SshTarget = NasOrleans.Protocols.Ssh.SshTarget;

namespace NasOrleans.Tests.Power.HostActions.Shells;

/// <summary>The same acts by SSH, against a real server.</summary>
public sealed class SshShellTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SshClient _ssh = new(TimeProvider.System);
    private SshServer _server = null!;

    public async Task InitializeAsync()
    {
        if (SystemProgram.Find("sshd", "openssh-server", out _) is not null) _server = await SshServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _ssh.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    private SshTarget Target => new() { Host = "127.0.0.1", Port = _server.Port, UserName = _server.UserName, HostKey = _server.Fingerprint, Key = new(_server.Key) };

    private IHostActions Host => new HostActionsFactory(_ssh, TimeProvider.System).Over(Target);

    private string[] Calls => File.Exists(_server.PathOf("calls")) ? File.ReadAllLines(_server.PathOf("calls")) : [];

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_WordsOfEveryKind_ArriveAsTheyAre()
    {
        var end = await Shell().RunAsync(HostCommand.Of("printf", "%s|%s|%s", "$HOME; `id`", "two  'words' \"here\"", ""), Limit, default);

        Assert.Equal((CommandFate.Exited, "$HOME; `id`|two  'words' \"here\"|"), (end.Fate, end.Output));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task RunAll_OneThatHangs_LeavesTheOthersKnown()
    {
        var ends = await Shell().RunAllAsync(
            [HostCommand.Of("echo", "it's $one  two"), HostCommand.Of("sleep", "20"), HostCommand.Of("sh", "-c", "echo no >&2; exit 3"), HostCommand.Of("no-such-program")], TimeSpan.FromSeconds(6), default);

        Assert.Equal([CommandFate.Exited, CommandFate.Late, CommandFate.Exited, CommandFate.Exited], ends.Select(end => end.Fate));
        Assert.Equal([0, 0, 3, 127], ends.Select(end => end.ExitCode));
        Assert.Equal(("it's $one  two", "no"), (ends[0].Output, ends[2].Text));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task RunAll_MoreThanALineHolds_AllAreAnswered()
    {
        var ends = await Shell().RunAllAsync([.. Enumerable.Range(0, 120).Select(number => HostCommand.Of("echo", $"number {number}"))], Limit, default);

        Assert.Equal(Enumerable.Range(0, 120).Select(number => $"number {number}"), ends.Select(end => end.Output));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Guests_OfProxmox_AreToldByTheirTools()
    {
        _server.Provide("qm", $"{Recording}; [ $1 = list ] && printf 'VMID NAME STATUS\\n100 web running 1 2 3\\n102 old stopped 1 2 0\\n'; [ \"$2\" = 100 ] && {{ echo 'VM quit/powerdown failed - got timeout' >&2; exit 255; }}; exit 0");
        _server.Provide("pct", $"{Recording}; [ $1 = list ] && printf 'VMID Status Lock Name\\n101 running  dns\\n'; exit 0");
        var guests = Host.Guests(Hypervisor.Proxmox);

        var running = (await guests.ListRunningAsync(Limit, default)).Answer;
        var results = await guests.StopAsync(running, TimeSpan.FromSeconds(20), Limit, default);
        var forced = await guests.ForceAsync([running[1]], Limit, default);

        Assert.Equal(["web", "dns"], running.Select(guest => guest.Name));
        Assert.Equal([ActEnd.TimedOut, ActEnd.Done], results.Select(result => result.End));
        Assert.Equal(ActEnd.Done, Assert.Single(forced).End);
        Assert.Equal(["pct list", "pct shutdown 101 --timeout 20", "pct stop 101", "qm list", "qm shutdown 100 --timeout 20"], Calls.Order(StringComparer.Ordinal));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Guests_OfEsxi_AreToldByTheirNumber()
    {
        _server.Provide("vim-cmd", $"""
            {Recording}
            case "$*" in
              vmsvc/getallvms) printf 'Vmid Name File\n7 Mail server [ds] m/m.vmx x\n8 off [ds] o/o.vmx x\n9 stubborn [ds] s/s.vmx x\nsecond line of a note\n';;
              "vmsvc/power.getstate 8") echo 'Powered off';;
              vmsvc/power.getstate*) echo 'Powered on';;
              "vmsvc/power.shutdown 9") echo 'Cannot complete operation because VMware Tools is not running in this virtual machine.' >&2; exit 1;;
            esac
            """);
        var guests = Host.Guests(Hypervisor.Esxi);

        var running = (await guests.ListRunningAsync(Limit, default)).Answer;
        var results = await guests.StopAsync(running, TimeSpan.Zero, Limit, default);

        Assert.Equal(["Mail server", "stubborn"], running.Select(guest => guest.Name));
        Assert.Equal([ActEnd.Done, ActEnd.Refused], results.Select(result => result.End));
        Assert.Contains("Tools", results[1].Text, StringComparison.Ordinal);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Sudo_ProgramsRunByIt_CommandLinesDoNot()
    {
        _server.Provide("sudo", $"{Recording}; shift; exec \"$@\"");
        var host = new HostActionsFactory(_ssh, TimeProvider.System).Over(Target, sudo: true);

        Assert.Equal(ActEnd.Done, (await host.SyncAsync(Limit, default)).End);
        Assert.Equal(ActEnd.Done, (await host.RunAsync("true", Limit, default)).End);

        Assert.Equal(["sudo -n sync"], Calls);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task PowerOff_HostThatHangsUp_IsDone()
    {
        _server.Provide("shutdown", $"{Recording}; pid=$$; while [ \"$(cat /proc/$pid/comm)\" != sshd ]; do pid=$(cut -d' ' -f4 /proc/$pid/stat); done; kill -9 $pid; sleep 10");

        Assert.Equal(ActEnd.Done, (await Host.PowerOffAsync("", Limit, default)).End);
        Assert.Equal(["shutdown -h now"], Calls);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task PowerOff_HostThatSaysNo_IsRefused()
    {
        var result = await Host.PowerOffAsync("echo 'a password is required' >&2; exit 1", Limit, default);

        Assert.Equal((ActEnd.Refused, true), (result.End, result.Text.Contains("sudoers", StringComparison.Ordinal)));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Asked_WhatIsMissingAndWhichBoot_IsToldByTheHost()
    {
        Assert.Equal(["no-such-program", "nor this"], (await Host.MissingAsync(["sh", "no-such-program", "cat", "nor this"], Limit, default)).Answer.AsEnumerable());
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), (await Host.BootIdAsync(Limit, default)).Answer);
        Assert.True((await Host.IsMountedAsync("/proc", Limit, default)).Answer);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Act_HostThatIsNotTheAgreedOne_IsNotSent()
    {
        await _server.ChangeHostKeyAsync();
        var host = new HostActionsFactory(_ssh, TimeProvider.System).Over(Target with { HostKey = "SHA256:" + new string('A', 43) });

        Assert.Equal(ActEnd.NotSent, (await host.RunAsync("touch " + _server.PathOf("was-here"), Limit, default)).End);
        Assert.False((await host.BootIdAsync(Limit, default)).IsKnown);
        Assert.False(File.Exists(_server.PathOf("was-here")));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_CommandThatHangs_TimesOutByItsLimit()
    {
        Assert.Equal(ActEnd.Done, (await Host.RunAsync("true", Limit, default)).End);
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(ActEnd.TimedOut, (await Host.RunAsync("sleep 20", TimeSpan.FromSeconds(4), default)).End);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(9));
    }

    [FactNeeding("ssh", "openssh-client")]
    public async Task Act_HostThatConnectsAndSaysNothing_IsNotSentByItsLimit()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var host = new HostActionsFactory(_ssh, TimeProvider.System).Over(
            new() { Host = "127.0.0.1", Port = ((IPEndPoint)mute.LocalEndpoint).Port, UserName = "ada", HostKey = "SHA256:" + new string('A', 43), Key = new("k") });
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(ActEnd.NotSent, (await host.PowerOffAsync("", TimeSpan.FromSeconds(2), default)).End);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private string Recording => $"echo \"${{0##*/}} $*\" >> {_server.PathOf("calls")}";

    private SshShell Shell() => new(Target, sudo: false, _ssh);
}
