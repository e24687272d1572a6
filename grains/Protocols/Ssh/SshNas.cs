using System.Collections.Immutable;
using NasOrleans.Protocols.Ssh.Smart;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.Ssh;

/// <summary>A NAS that is reached by SSH alone: what any Unix tells, its drives where smartctl is there, and two commands.</summary>
internal sealed class SshNas(NasTarget target, SshClient ssh, Smartctl smartctl, TimeProvider time) : INas
{
    private static readonly TimeSpan OrderLimit = TimeSpan.FromSeconds(15);

    private readonly SshTarget _shell = SshTarget.Of(target);
    private readonly SshConfig _settings = SshTarget.SettingsOf(target.Config);
    private volatile LinkTransport _transport = TransportOf(SshTarget.Of(target));
    private ImmutableArray<SmartctlAnswer>? _drives;

    public LinkTransport Transport => _transport;

    public async Task<SystemReport> ReadAsync(ImmutableHashSet<InventoryPart> parts, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (facts, fault) = await FactsAsync(cancellationToken);
        _transport = fault is null
            ? _transport with { Connected = true, ConnectedAt = _transport.ConnectedAt ?? time.GetUtcNow() }
            : _transport with { Connected = false, ConnectedAt = null };
        var inventory = facts is null ? null : await InventoryAsync(facts, parts, cancellationToken);
        return new()
        {
            Source = SourceSnapshot.Ssh,
            At = time.GetUtcNow(),
            Inventory = inventory,
            Fault = fault is null ? null : fault with { At = time.GetUtcNow() },
            Transport = _transport,
            Duration = time.GetElapsedTime(started),
        };
    }

    public Task<NasPresence> ProbeAsync(CancellationToken cancellationToken) => SshPresence.AskAsync(_shell, ssh, time, cancellationToken);

    public async Task<NasAnswer> SendAsync(NasOrder order, CancellationToken cancellationToken) =>
        SshOrderRules.CommandOf(order, _settings) is { } command
            ? SshOrderRules.Answer(await ssh.RunAsync(_shell, command, SshLimits.Small with { Deadline = OrderLimit }, cancellationToken))
            : SshOrderRules.NotSupported;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static LinkTransport TransportOf(SshTarget shell) => new()
    {
        Mode = TransportMode.Ssh,
        Endpoint = $"{shell.Host}:{shell.Port}",
        Tls = true,
        Mechanism = "publickey",
        Fingerprint = shell.HostKey,
    };

    private async Task<(SystemFacts? Facts, LinkFault? Fault)> FactsAsync(CancellationToken cancellationToken)
    {
        var result = await ssh.ReadAsync(_shell, HostFacts.Command, SshLimits.Read, cancellationToken);
        if (result.Fault is { } fault) return (null, fault);
        return HostFacts.Parse(result.Output, time.GetUtcNow()) is { } facts ? (facts, null) : (null, SshErrorRules.Refused(result));
    }

    private async Task<SystemInventory> InventoryAsync(SystemFacts facts, ImmutableHashSet<InventoryPart> parts, CancellationToken cancellationToken)
    {
        var inventory = new SystemInventory { TakenAt = time.GetUtcNow(), Facts = parts.Contains(InventoryPart.Facts) ? facts : new() };
        var missing = parts.Except([InventoryPart.Facts, InventoryPart.Disks, InventoryPart.Temperatures, InventoryPart.Smart])
            .Select(part => new MissingPart { Part = part, Reason = "A NAS that is reached by SSH alone does not tell this.", Unsupported = true });
        var ofDrives = parts.Intersect([InventoryPart.Disks, InventoryPart.Temperatures, InventoryPart.Smart]);
        if (ofDrives.IsEmpty) return inventory with { Missing = [.. missing] };
        // What drives there are is cheap to know, how they are is not: a list without temperatures takes what was read last.
        var fault = _drives is { } && ofDrives.SetEquals([InventoryPart.Disks]) ? null : await ReadDrivesAsync(cancellationToken);
        if (fault is not null)
            return inventory with { Missing = [.. missing, .. ofDrives.Select(part => new MissingPart { Part = part, Reason = fault.Message, Unsupported = fault.Error == LinkError.Unsupported })] };
        var withSmart = parts.Contains(InventoryPart.Smart);
        return inventory with
        {
            Disks = [.. _drives!.Value.Select(drive => (drive.Disk ?? new() { Name = drive.Device }) with { Smart = withSmart ? drive.Reading : null })],
            Missing = [.. missing],
        };
    }

    private async Task<LinkFault?> ReadDrivesAsync(CancellationToken cancellationToken)
    {
        var (devices, fault) = await smartctl.ScanAsync(_shell, _settings.SmartCommand, cancellationToken);
        if (fault is not null) return fault;
        _drives = await smartctl.ReadAsync(_shell, _settings.SmartCommand, devices, cancellationToken);
        return null;
    }
}
