using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Ssh;

/// <summary>Runs commands on other hosts by the system's OpenSSH client. A host is spoken to only when it shows the agreed key.</summary>
internal sealed class SshClient : IDisposable
{
    private const int KeysKept = 10_000;
    private const int AtOnce = 32;

    private readonly ConcurrentDictionary<(string Host, int Port, string Fingerprint), HostKey> _keys = new();
    private readonly SemaphoreSlim _turns = new(AtOnce);
    private readonly TimeProvider _time;

    public SshClient(TimeProvider time)
    {
        _time = time;
        // The times of files are of the system's clock, whatever clock the rest runs by.
        SshFolder.Sweep(TimeProvider.System.GetUtcNow());
    }

    /// <summary>One at a time of a bounded number; for what is read.</summary>
    public async Task<SshResult> ReadAsync(SshTarget target, string command, SshLimits limits, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(target, command, limits, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>At once, whatever else runs; for orders.</summary>
    public async Task<SshResult> RunAsync(SshTarget target, string command, SshLimits limits, CancellationToken cancellationToken)
    {
        if (SshArguments.Check(target, command) is { } objection) return SshResult.NotSent(objection);
        var started = _time.GetTimestamp();
        using var late = limits.Total is { } total ? new CancellationTokenSource(total, _time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        SshResult result = NotInTime;
        try
        {
            var (key, fault) = await KnownKeyAsync(target, either.Token);
            if (key is null) return SshResult.NotSent(fault!);
            if (limits.Total - _time.GetElapsedTime(started) is { } left) limits = limits with { Deadline = left < limits.Deadline ? left : limits.Deadline };
            if (limits.Deadline <= TimeSpan.Zero) return result;

            using var folder = SshFolder.Create(target.Key, key);
            if (await BoundedProcess.RunAsync("ssh", SshArguments.Run(target, folder, command), limits, _time, cancellationToken) is not { } end) return SshResult.NotSent(NoProgram);
            result = SshErrorRules.Judge(end, folder.ReadLog());
            if (result.Fault is not { Error: LinkError.Tls }) return result;
            // It shows another key than it did when it was asked last: look which.
            _keys.TryRemove((target.Host, target.Port, target.HostKey!), out _);
            (_, fault) = await KnownKeyAsync(target, either.Token);
            return fault is null ? result : SshResult.NotSent(fault);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return result;
        }
    }

    /// <summary>The keys that a host shows, without a word to it of who asks.</summary>
    public async Task<(ImmutableArray<HostKey> Keys, LinkFault? Fault)> ScanAsync(SshTarget target, CancellationToken cancellationToken)
    {
        var limits = SshLimits.Small with { Deadline = TimeSpan.FromSeconds(SshArguments.ConnectSeconds + 1) };
        if (await BoundedProcess.RunAsync("ssh-keyscan", SshArguments.Scan(target), limits, _time, cancellationToken) is not { } end) return ([], NoProgram);
        var keys = HostKey.Parse(end.Output);
        return keys.Length > 0 ? (keys, null) : ([], await FindOutAsync(target, end, cancellationToken));
    }

    public void Dispose() => _turns.Dispose();

    private async Task<(HostKey? Key, LinkFault? Fault)> KnownKeyAsync(SshTarget target, CancellationToken cancellationToken)
    {
        if (target.HostKey is { } agreed && _keys.TryGetValue((target.Host, target.Port, agreed), out var known)) return (known, null);
        var (keys, fault) = await ScanAsync(target, cancellationToken);
        if (fault is not null) return (null, fault);
        if (HostKeyRules.Choose(keys, target.HostKey) is not { } key) return (null, HostKeyRules.Objection(keys, target.HostKey));
        if (_keys.Count >= KeysKept) _keys.Clear();
        _keys[(target.Host, target.Port, target.HostKey!)] = key;
        return (key, null);
    }

    // The scan names no reason that tells refused from silent; the client does, and stops at the key that it does not know.
    private async Task<LinkFault> FindOutAsync(SshTarget target, ProcessEnd scan, CancellationToken cancellationToken)
    {
        using var folder = SshFolder.Create(default, new("ssh-ed25519", "AAAA"));
        var end = await BoundedProcess.RunAsync("ssh", SshArguments.Run(target, folder, "true"), SshLimits.Probe with { Deadline = TimeSpan.FromSeconds(SshArguments.ConnectSeconds + 1) }, _time, cancellationToken);
        if (end is null) return NoProgram;
        var fault = SshErrorRules.Judge(end, folder.ReadLog()).Fault;
        return fault is null or { Error: LinkError.Tls } ? SshErrorRules.Fault(LinkError.Protocol, LinkStage.Tls, "The host shows no key of a kind that is believed.") : fault;
    }

    private static SshResult NotInTime { get; } = SshResult.NotSent(SshErrorRules.Fault(
        LinkError.Timeout, LinkStage.Protocol, "The SSH host did not get as far as showing its key in time."));

    private static LinkFault NoProgram => SshErrorRules.Fault(
        LinkError.Unsupported, LinkStage.Settings, "The OpenSSH client is not installed on this machine; install it to reach hosts by SSH.", needsSomebody: true);
}
