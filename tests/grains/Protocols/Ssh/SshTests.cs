using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NasOrleans.Protocols;
using NasOrleans.Protocols.Ssh;
using NasOrleans.Secrets;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Grains.Protocols.Ssh;

/// <summary>The SSH client against a real server.</summary>
public sealed class SshTests : IAsyncLifetime
{
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

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_RightKey_TellsWhatTheCommandSaidAndHowItEnded()
    {
        var result = await Run(Target, "echo out; echo err >&2; exit 7");

        Assert.Null(result.Fault);
        Assert.Equal((SshEnd.Exited, 7, "out\n", "err\n"), (result.End, result.ExitCode, result.Output, result.Errors));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_CommandThatItselfEndsWith255_IsNoBrokenConnection()
    {
        var result = await Run(Target, "exit 255");

        Assert.Equal((SshEnd.Exited, 255), (result.End, result.ExitCode));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_FirstContact_SendsNothingAndShowsTheKey()
    {
        var result = await Run(Target with { HostKey = null }, "touch " + _server.PathOf("was-here"));

        Assert.Equal((SshEnd.NotSent, LinkError.Tls, LinkStage.Tls), (result.End, result.Fault!.Error, result.Fault.Stage));
        Assert.Equal(_server.Fingerprint, result.Fault.Fingerprint);
        Assert.False(File.Exists(_server.PathOf("was-here")));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_WrongHostKey_SendsNothingAndNamesBoth()
    {
        var agreed = "SHA256:" + new string('A', 43);

        var result = await Run(Target with { HostKey = agreed }, "echo no");

        Assert.Equal((SshEnd.NotSent, LinkError.Tls, true), (result.End, result.Fault!.Error, result.Fault.NeedsSomebody));
        Assert.Contains(agreed, result.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(_server.Fingerprint, result.Fault.Message, StringComparison.Ordinal);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_HostKeyThatChangesAfterItWasLearnt_IsRefusedWithBoth()
    {
        var target = Target;
        Assert.Null((await Run(target, "true")).Fault);
        await _server.ChangeHostKeyAsync();

        var result = await Run(target, "echo no");

        Assert.Equal((SshEnd.NotSent, LinkError.Tls), (result.End, result.Fault!.Error));
        Assert.Contains(target.HostKey!, result.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(_server.Fingerprint, result.Fault.Fingerprint);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_KeyThatTheServerDoesNotKnow_IsAnAuthFault()
    {
        var result = await Run(Target with { Key = new(_server.StrangersKey()) }, "echo no");

        Assert.Equal((SshEnd.NotSent, LinkError.Auth, LinkStage.Auth), (result.End, result.Fault!.Error, result.Fault.Stage));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_WhatIsNoKey_SaysSo()
    {
        var result = await Run(Target with { Key = new("not a key") }, "echo no");

        Assert.Equal((SshEnd.NotSent, LinkError.Auth, LinkStage.Settings), (result.End, result.Fault!.Error, result.Fault.Stage));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_CommandThatDoesNotEnd_IsLostAndItsProcessIsEnded()
    {
        var result = await _ssh.RunAsync(Target, "sleep 1000", SshLimits.Small with { Deadline = TimeSpan.FromSeconds(2) }, default);

        Assert.Equal((SshEnd.Lost, LinkError.Timeout, LinkStage.Command), (result.End, result.Fault!.Error, result.Fault.Stage));
        Assert.DoesNotContain(Process.GetProcessesByName("ssh"), IsOurs);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_HostThatHangsUp_IsDropped()
    {
        // Its server has read all that we sent by then: what it had not read would make the end a reset, of which nobody knows whose it is.
        var result = await Run(Target, "cat; kill -9 $PPID; sleep 10");

        Assert.Equal((SshEnd.Dropped, LinkError.Connection), (result.End, result.Fault!.Error));
        Assert.Equal(AnswerKind.Taken, SshOrderRules.Answer(result).Kind);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_CommandThatIsKilledThere_IsNeitherTakenNorRefused()
    {
        var result = await Run(Target, "kill -9 $$");

        Assert.Equal(AnswerKind.Unclear, SshOrderRules.Answer(result).Kind);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_OutputWithoutEnd_IsCutOff()
    {
        var result = await _ssh.RunAsync(Target, "yes", SshLimits.Small, default);

        Assert.Equal((SshEnd.Lost, LinkError.Protocol), (result.End, result.Fault!.Error));
        Assert.Equal(SshLimits.Small.MaxOutput, result.Output.Length);
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_CommandThatIsNotThere_IsRefusedAsUnsupported()
    {
        var answer = SshOrderRules.Answer(await Run(Target, "synoshutdown -s"));

        Assert.Equal((AnswerKind.Refused, LinkError.Unsupported), (answer.Kind, answer.Fault!.Error));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_NobodyListens_IsRefusedAtTcp()
    {
        await _server.EndAsync();

        var result = await Run(Target, "true");

        Assert.Equal((SshEnd.NotSent, LinkError.Connection, LinkStage.Tcp), (result.End, result.Fault!.Error, result.Fault.Stage));
    }

    [FactNeeding("ssh", "openssh-client")]
    public async Task Run_SomethingListensThatSaysNothing_TimesOut()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var target = new SshTarget { Host = "127.0.0.1", Port = ((IPEndPoint)mute.LocalEndpoint).Port, UserName = "ada", HostKey = "SHA256:" + new string('A', 43), Key = new("k") };

        var result = await Run(target, "true");

        Assert.Equal((SshEnd.NotSent, LinkError.Timeout, LinkStage.Protocol), (result.End, result.Fault!.Error, result.Fault.Stage));
    }

    [FactNeeding("sshd", "openssh-server")]
    public async Task Run_LeavesNoKeyBehind()
    {
        await Run(Target, "true");

        Assert.DoesNotContain(Directory.EnumerateDirectories("/dev/shm", "nas-ssh-*"), folder => File.Exists(Path.Combine(folder, "key")) && File.ReadAllText(Path.Combine(folder, "key")).Trim() == _server.Key.Trim());
    }

    private Task<SshResult> Run(SshTarget target, string command) => _ssh.RunAsync(target, command, SshLimits.Small, default);

    private bool IsOurs(Process process) =>
        File.Exists($"/proc/{process.Id}/cmdline") && File.ReadAllText($"/proc/{process.Id}/cmdline").Contains($"\0{_server.Port}\0", StringComparison.Ordinal);
}
