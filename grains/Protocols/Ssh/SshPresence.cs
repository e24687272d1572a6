namespace NasOrleans.Protocols.Ssh;

/// <summary>Whether a host that is reached by SSH is up: whether anybody answers there, and what the host says of itself.</summary>
internal static class SshPresence
{
    public static async Task<NasPresence> AskAsync(SshTarget host, SshClient ssh, TimeProvider time, CancellationToken cancellationToken)
    {
        var (answers, fault) = await TcpProbe.AskAsync(host.Host, host.Port, time, cancellationToken);
        if (answers is false) return new() { Presence = Presence.Dark, Fault = fault };
        if (answers is null) return new() { Presence = Presence.Unclear, Fault = fault };
        var result = await ssh.RunAsync(host, HostFacts.Presence, SshLimits.Probe, cancellationToken);
        if (result.Fault is { } unclear) return new() { Presence = Presence.Unclear, Fault = unclear };
        return HostFacts.Parse(result.Output, time.GetUtcNow()) is { } facts
            ? new() { Presence = facts.State == Systems.Inventory.NasState.ShuttingDown ? Presence.ShuttingDown : Presence.Up, BootId = facts.BootId }
            : new() { Presence = Presence.Unclear, Fault = SshErrorRules.Refused(result) };
    }
}
