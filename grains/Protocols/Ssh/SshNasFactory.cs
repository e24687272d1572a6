using NasOrleans.Protocols.Ssh.Smart;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Ssh;

internal sealed class SshNasFactory(SshClient ssh, Smartctl smartctl, TimeProvider time) : INasFactory
{
    private const string Sudo = "sudo -n ";

    private static readonly TimeSpan TestLimit = TimeSpan.FromSeconds(9);

    public INas Create(NasTarget target, INasListener listener) => new SshNas(target, ssh, smartctl, time);

    public async Task<ConnectionTest> TestAsync(NasTarget target, bool acceptNew, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var late = new CancellationTokenSource(TestLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        ConnectionTest test;
        try
        {
            test = await TryAsync(target, acceptNew, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            test = new() { Fault = SshErrorRules.Fault(LinkError.Timeout, LinkStage.Protocol, "The host took too long to answer.") };
        }

        var fault = test.Fault is { } failed ? failed with { At = time.GetUtcNow() } : null;
        return test with { Fault = fault, Fingerprint = test.Fingerprint ?? fault?.Fingerprint, Duration = time.GetElapsedTime(started) };
    }

    private async Task<ConnectionTest> TryAsync(NasTarget target, bool acceptNew, CancellationToken cancellationToken)
    {
        var shell = SshTarget.Of(target);
        var settings = SshTarget.SettingsOf(target.Config);
        if (SshArguments.Check(shell, settings.ShutdownCommand) is { } objection) return new() { Fault = objection };
        if (shell.HostKey is null && acceptNew)
        {
            var (keys, fault) = await ssh.ScanAsync(shell, cancellationToken);
            if (fault is not null) return new() { Fault = fault };
            shell = shell with { HostKey = keys[0].Fingerprint };
        }

        var transport = new LinkTransport { Mode = TransportMode.Ssh, Endpoint = $"{shell.Host}:{shell.Port}", Tls = true, Mechanism = "publickey", Fingerprint = shell.HostKey };
        var result = await ssh.RunAsync(shell, HostFacts.Command, SshLimits.Small, cancellationToken);
        if (result.Fault is { } failed) return new() { Fault = failed, Transport = transport };
        if (HostFacts.Parse(result.Output, time.GetUtcNow()) is not { } facts) return new() { Fault = SshErrorRules.Refused(result), Transport = transport, Fingerprint = shell.HostKey };
        return new()
        {
            Fingerprint = shell.HostKey,
            Transport = transport with { Connected = true, Version = facts.Version },
            HostName = facts.HostName,
            MayShutDown = await MayShutDownAsync(shell, settings.ShutdownCommand, cancellationToken),
        };
    }

    // sudo tells without doing it; of any other command nobody knows before it is given.
    private async Task<bool?> MayShutDownAsync(SshTarget shell, string command, CancellationToken cancellationToken)
    {
        if (!command.StartsWith(Sudo, StringComparison.Ordinal)) return null;
        var result = await ssh.RunAsync(shell, string.Concat(Sudo, "-l ", command.AsSpan(Sudo.Length)), SshLimits.Small, cancellationToken);
        return result.End == SshEnd.Exited ? result.ExitCode == 0 : null;
    }
}
