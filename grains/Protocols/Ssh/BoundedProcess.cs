using NasOrleans.Protocols.HostActions.Children;

namespace NasOrleans.Protocols.Ssh;

/// <summary>What a program of OpenSSH did within its limits.</summary>
internal sealed record ProcessEnd(int ExitCode, string Output, string Errors, bool InTime, bool TooMuch);

/// <summary>Runs the programs of OpenSSH within the limits of a command on another host.</summary>
internal static class BoundedProcess
{
    /// <summary>Null when there is no such program.</summary>
    public static async Task<ProcessEnd?> RunAsync(string program, IReadOnlyList<string> arguments, SshLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var end = await ChildProcess.RunAsync(new(program, arguments), new(limits.Deadline, limits.MaxOutput, FloodEnds: true), time, cancellationToken);
        return end.Fate == ChildFate.Missing
            ? null
            : new(end.ExitCode, end.Output, end.Errors, InTime: end.Fate is not (ChildFate.Late or ChildFate.Stuck), TooMuch: end.Cut);
    }
}
