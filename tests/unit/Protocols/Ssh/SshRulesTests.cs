using NasOrleans.Protocols;
using NasOrleans.Protocols.Ssh;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Protocols.Ssh;

public sealed class SshRulesTests
{
    private static readonly SshTarget Target = new() { Host = "nas.example", Port = 22, UserName = "ada", Key = new("k") };
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_100);

    [Theory]
    [InlineData("-oProxyCommand=reboot", "ada", "true")]
    [InlineData("nas example", "ada", "true")]
    [InlineData("nas.example", "-oProxyCommand=reboot", "true")]
    [InlineData("nas.example", "ada;reboot", "true")]
    [InlineData("nas.example", "", "true")]
    [InlineData("nas.example", "ada", "")]
    [InlineData("nas.example", "ada", "true\nreboot")]
    public void Arguments_ThatMeanSomethingElse_AreRefused(string host, string user, string command) =>
        Assert.Equal((LinkError.Validation, LinkStage.Settings), Kind(SshArguments.Check(Target with { Host = host, UserName = user }, command)));

    [Theory]
    [InlineData("fd00::5")]
    [InlineData("10.0.0.5")]
    [InlineData("nas.example")]
    public void Arguments_OfAHost_AreTaken(string host) => Assert.Null(SshArguments.Check(Target with { Host = host }, "true"));

    [Fact]
    public void Arguments_WithoutAKey_AreRefused() => Assert.NotNull(SshArguments.Check(Target with { Key = default }, "true"));

    [Fact]
    public void Keys_OfAScan_ComeInTheOrderOfPreference_AndRubbishIsLeftOut()
    {
        var keys = HostKey.Parse("# nas SSH-2.0\nnas ssh-rsa AAAA\nnas ssh-ed25519 AAAABBBB\nnas ssh-ed25519 !!\nnas ssh-dss AAAA\n\nrubbish\n");

        Assert.Equal(["ssh-ed25519", "ssh-rsa"], keys.Select(key => key.Type));
        Assert.True(HostKey.IsFingerprint(keys[0].Fingerprint));
        Assert.Equal(keys[1], HostKeyRules.Choose(keys, keys[1].Fingerprint));
        Assert.Null(HostKeyRules.Choose(keys, null));
    }

    [Theory]
    [InlineData("ssh: Could not resolve hostname nas: Name or service not known", LinkError.Connection, LinkStage.Dns)]
    [InlineData("ssh: connect to host nas port 22: Connection refused", LinkError.Connection, LinkStage.Tcp)]
    [InlineData("ssh: connect to host nas port 22: Connection timed out", LinkError.Timeout, LinkStage.Tcp)]
    [InlineData("debug1: Connection established.\nConnection timed out during banner exchange", LinkError.Timeout, LinkStage.Protocol)]
    [InlineData("Host key verification failed.", LinkError.Tls, LinkStage.Tls)]
    [InlineData("Load key \"/k\": invalid format\nada@nas: Permission denied (publickey).", LinkError.Auth, LinkStage.Settings)]
    [InlineData("ada@nas: Permission denied (publickey).", LinkError.Auth, LinkStage.Auth)]
    [InlineData("Unable to negotiate with nas: no matching host key type found.", LinkError.Unsupported, LinkStage.Protocol)]
    [InlineData("debug1: Connection established.\nkex_exchange_identification: Connection closed by remote host", LinkError.Connection, LinkStage.Protocol)]
    [InlineData("", LinkError.Connection, LinkStage.Tcp)]
    public void Failure_BeforeTheCommandWasSent_IsKnownByTheLog(string log, LinkError error, LinkStage stage)
    {
        var result = SshErrorRules.Judge(new(255, "", "", InTime: true, TooMuch: false), log);

        Assert.Equal((SshEnd.NotSent, error, stage), (result.End, result.Fault!.Error, result.Fault.Stage));
        Assert.Equal(AnswerKind.NotSent, SshOrderRules.Answer(result).Kind);
    }

    [Theory]
    [InlineData("rtype exit-status", 0, nameof(AnswerKind.Taken))]
    [InlineData("rtype exit-status", 1, nameof(AnswerKind.Refused))]
    [InlineData("rtype exit-status", 143, nameof(AnswerKind.Unclear))]
    [InlineData("rtype exit-signal", 255, nameof(AnswerKind.Unclear))]
    [InlineData("Connection closed by 10.0.0.9 port 22", 255, nameof(AnswerKind.Taken))]
    [InlineData("Received disconnect from 10.0.0.9 port 22:11: shutting down", 255, nameof(AnswerKind.Taken))]
    [InlineData("Connection reset by 10.0.0.9 port 22", 255, nameof(AnswerKind.Unclear))]
    [InlineData("client_loop: send disconnect: Broken pipe", 255, nameof(AnswerKind.Unclear))]
    [InlineData("", 255, nameof(AnswerKind.Unclear))]
    [InlineData("Timeout, server nas not responding.", 255, nameof(AnswerKind.Unclear))]
    [InlineData("", 137, nameof(AnswerKind.Unclear))]
    public void Order_IsJudgedByHowItsCommandEnded(string log, int exitCode, string kind) =>
        Assert.Equal(kind, SshOrderRules.Answer(SshErrorRules.Judge(new(exitCode, "", "", InTime: true, TooMuch: false), "Sending command: x\n" + log)).Kind.ToString());

    [Theory]
    [InlineData("going down\r\nConnection to nas closed by remote host.\r\n", nameof(AnswerKind.Taken))]
    [InlineData("Connection to nas closed by remote host.\nnot so", nameof(AnswerKind.Unclear))]
    [InlineData("", nameof(AnswerKind.Unclear))]
    public void Order_CutOff_IsTakenOnlyWhenTheHostClosedTheConnection(string errors, string kind) =>
        Assert.Equal(kind, SshOrderRules.Answer(SshErrorRules.Judge(new(255, "", errors, InTime: true, TooMuch: false), "Sending command: x\n")).Kind.ToString());

    [Fact]
    public void Message_OfTheOtherSide_IsOneShortLine()
    {
        var fault = SshErrorRules.Refused(new() { End = SshEnd.Exited, ExitCode = 1, Errors = "a\u001b[2J\nb" + new string('x', 5000) });

        Assert.True(fault.Message.Length < 300);
        Assert.DoesNotContain(fault.Message, char.IsControl);
    }

    [Fact]
    public void Facts_OfLinux_AreRead()
    {
        var facts = HostFacts.Parse("=boot\nb-1\n=uptime\n100.5 20\n=boottime\n=name\nnas\n=kernel\nLinux 6.1\n=cores\n4\n=memory\nMemTotal: 1024 kB\nMemAvailable: 512 kB\n=physmem\n"
            + "=load\n0.5 0.4 0.3 1/2 3\n=os\nNAME=x\nPRETTY_NAME=\"Debian 12\"\n=host\nh-1\n=state\nstopping\n=end\n", At)!;

        Assert.Equal(("nas", "Debian 12", "b-1", "h-1", 4, 100.5), (facts.HostName, facts.Version, facts.BootId, facts.HostId, facts.Cores, facts.UptimeSeconds));
        Assert.Equal((1_048_576L, 524_288L, 0.5, NasState.ShuttingDown), (facts.MemoryBytes, facts.MemoryAvailableBytes, facts.Load1, facts.State));
    }

    [Fact]
    public void Facts_OfFreeBsd_AreRead()
    {
        var facts = HostFacts.Parse("=boot\n=uptime\n=boottime\n{ sec = 1700000000, usec = 12 } Tue Nov 14\n=name\nnas\n=kernel\nFreeBSD 13.3\n=physmem\n2048\n=end", At)!;

        Assert.Equal(("FreeBSD 13.3", 2048L, 100.0, (string?)null), (facts.Version, facts.MemoryBytes, facts.UptimeSeconds, facts.BootId));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), facts.BootedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("This account is currently not available.")]
    [InlineData("=boot\nb-1\n")]
    public void Facts_ThatDidNotComeWhole_AreNone(string answer) => Assert.Null(HostFacts.Parse(answer, At));

    private static (LinkError, LinkStage)? Kind(LinkFault? fault) => fault is null ? null : (fault.Error, fault.Stage);
}
