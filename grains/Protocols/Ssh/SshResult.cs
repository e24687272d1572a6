using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Ssh;

internal enum SshEnd
{
    /// <summary>The command certainly never reached the host.</summary>
    NotSent,

    /// <summary>The host told how it ended.</summary>
    Exited,

    /// <summary>The host closed the connection while it ran.</summary>
    Dropped,

    /// <summary>It went out, and then nothing came any more, or the connection broke, or more came than is taken.</summary>
    Lost,
}

/// <summary>What became of a command on another host.</summary>
internal sealed record SshResult
{
    public required SshEnd End { get; init; }

    public int ExitCode { get; init; }

    public string Output { get; init; } = "";

    public string Errors { get; init; } = "";

    /// <summary>Null for a command that ran to its end, whatever it answered.</summary>
    public LinkFault? Fault { get; init; }

    public static SshResult NotSent(LinkFault fault) => new() { End = SshEnd.NotSent, Fault = fault };
}

/// <summary>How long a command may take and how much it may say.</summary>
internal sealed record SshLimits(TimeSpan Deadline, int MaxOutput)
{
    /// <summary>For all of it together: learning the key, getting there, and the command. Null when only the command is limited.</summary>
    public TimeSpan? Total { get; init; }

    public static readonly SshLimits Small = new(TimeSpan.FromSeconds(10), 64 * 1024);
    public static readonly SshLimits Read = new(TimeSpan.FromSeconds(30), 4 * 1024 * 1024);
    public static readonly SshLimits Probe = new(TimeSpan.FromSeconds(5), 4 * 1024);
}
