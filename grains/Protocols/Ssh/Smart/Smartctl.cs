using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Drives;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.Ssh.Smart;

/// <summary>What was learnt of one device: what it is and how it is, or only why that is not known.</summary>
internal sealed record SmartctlAnswer(string Device, Disk? Disk, SmartReading Reading);

/// <summary>Runs <c>smartctl</c> on another host, on two drives at a time.</summary>
internal sealed class Smartctl(SshClient ssh, TimeProvider time)
{
    private const int AtOnce = 2;

    public async Task<(ImmutableArray<string> Devices, LinkFault? Fault)> ScanAsync(SshTarget target, string command, CancellationToken cancellationToken)
    {
        var result = await ssh.ReadAsync(target, command + " --scan -j", SshLimits.Read, cancellationToken);
        if (result.Fault is { } fault) return ([], fault);
        try
        {
            using var json = JsonDocument.Parse(result.Output);
            return ([.. json.RootElement.At("devices").Items().Select(device => device.At("name").Text()).Where(name => DeviceName.PathOf(name) is not null).Distinct(StringComparer.Ordinal)], null);
        }
        catch (JsonException)
        {
            return ([], result.ExitCode == 0 ? Failure("smartctl did not answer in JSON; its version may be older than 7.0.") : SshErrorRules.Refused(result));
        }
    }

    public async Task<ImmutableArray<SmartctlAnswer>> ReadAsync(SshTarget target, string command, IEnumerable<string> devices, CancellationToken cancellationToken)
    {
        LinkFault? closed = null;
        using var turns = new SemaphoreSlim(AtOnce);
        return [.. await Task.WhenAll(devices.Select(One))];

        async Task<SmartctlAnswer> One(string device)
        {
            if (DeviceName.PathOf(device) is not { } path) return Unknown(device, "The NAS gives the drive a name that cannot be a device.");
            await turns.WaitAsync(cancellationToken);
            try
            {
                // Whoever did not let the last one in will not let the next one in: a rack of drives must not wait a rack of deadlines.
                if (closed is not null) return Unknown(device, closed.Message);
                var result = await ssh.ReadAsync(target, $"{command} -j -x {path}", SshLimits.Read, cancellationToken);
                if (result.End == SshEnd.NotSent) closed = result.Fault;
                return result.Fault is { } fault ? Unknown(device, fault.Message) : Read(device, result);
            }
            finally
            {
                turns.Release();
            }
        }
    }

    // smartctl ends with a number that tells of the drive: only what it did not print decides that it failed.
    private SmartctlAnswer Read(string device, SshResult result)
    {
        try
        {
            using var json = JsonDocument.Parse(result.Output);
            return new(device, SmartctlDisk.Read(json.RootElement, device), SmartctlJson.Read(json.RootElement, time.GetUtcNow()));
        }
        catch (JsonException)
        {
            return Unknown(device, result.ExitCode == 0 ? "smartctl did not answer in JSON; its version may be older than 7.0." : SshErrorRules.Refused(result).Message);
        }
    }

    private SmartctlAnswer Unknown(string device, string reason) => new(device, null, SmartReading.Unknown(time.GetUtcNow(), reason));

    private static LinkFault Failure(string message) => SshErrorRules.Fault(LinkError.Protocol, LinkStage.Read, message);
}
