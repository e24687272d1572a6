using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Ssh;

/// <summary>Whether an order arrived, by how the command that carried it ended.</summary>
internal static class SshOrderRules
{
    private const int Signalled = 128;
    private const int LastSignal = Signalled + 64;

    /// <summary>The command line of an order; null for one that a bare shell has none for.</summary>
    public static string? CommandOf(NasOrder order, SshConfig ssh) => order switch
    {
        NasOrder.ShutDown => ssh.ShutdownCommand,
        NasOrder.Reboot => ssh.RebootCommand,
        _ => null,
    };

    public static NasAnswer Answer(SshResult result) => result.End switch
    {
        SshEnd.NotSent => new() { Kind = AnswerKind.NotSent, Fault = result.Fault },
        SshEnd.Exited when result.ExitCode == 0 => new() { Kind = AnswerKind.Taken },
        // A host that goes down ends its shells, maybe before this one could say yes.
        SshEnd.Exited when result.ExitCode is > Signalled and <= LastSignal => new() { Kind = AnswerKind.Unclear, Fault = SshErrorRules.Refused(result) },
        SshEnd.Exited => new() { Kind = AnswerKind.Refused, Fault = SshErrorRules.Refused(result) },
        SshEnd.Dropped => new() { Kind = AnswerKind.Taken },
        _ => new() { Kind = AnswerKind.Unclear, Fault = result.Fault },
    };

    public static NasAnswer NotSupported { get; } = new()
    {
        Kind = AnswerKind.Refused,
        Fault = SshErrorRules.Fault(LinkError.Unsupported, LinkStage.Command, "A NAS that is reached by SSH alone takes no such order.", needsSomebody: true),
    };
}
