using System.Globalization;
using System.Net;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols.Ssh;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>The ping program, which has the right to send an echo request where this one has not.</summary>
internal sealed class PingProgram(TimeProvider time, string program = "ping")
{
    public async Task<ContactFault?> AskAsync(ProbeConfig probe, IPAddress address, CancellationToken cancellationToken)
    {
        var seconds = Math.Max(1, Math.Ceiling(probe.Timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var limits = new SshLimits(probe.Timeout, 16 * 1024);
        var end = await BoundedProcess.RunAsync(program, ["-n", "-c", "1", "-W", seconds, address.ToString()], limits, time, cancellationToken);
        return end is null ? PingProgramRules.NoProgram(probe.Target) : PingProgramRules.Judge(probe.Target, end.ExitCode, end.InTime, end.Output + "\n" + end.Errors);
    }
}
