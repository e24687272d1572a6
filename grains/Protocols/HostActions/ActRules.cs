using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions;

/// <summary>What is made of how a command ended.</summary>
internal static class ActRules
{
    private const int Signalled = 128;
    private const int LastSignal = Signalled + 64;

    public static ActResult Judge(CommandEnd end, string done) => end.Fate switch
    {
        CommandFate.NotSent => new(ActEnd.NotSent, end.Text),
        CommandFate.Late => new(ActEnd.TimedOut, end.Text),
        CommandFate.Exited when end.ExitCode == 0 => new(ActEnd.Done, done),
        CommandFate.Exited when IsSignal(end.ExitCode) => new(ActEnd.Unclear, $"It was ended by the signal {end.ExitCode - Signalled}: {end.Text}"),
        CommandFate.Exited => new(ActEnd.Refused, end.Text),
        _ => new(ActEnd.Unclear, end.Text),
    };

    /// <summary>As for any act, but that one of these signs in what was said means that it is so already.</summary>
    public static ActResult Judge(CommandEnd end, string done, string already, params ReadOnlySpan<string> signs)
    {
        if (end is { Fate: CommandFate.Exited, ExitCode: not 0 })
            foreach (var sign in signs)
                if (end.Errors.Contains(sign, StringComparison.OrdinalIgnoreCase)) return new(ActEnd.Done, already);
        return Judge(end, done);
    }

    /// <summary>A host that goes off hangs up, or ends whoever told it, before it could say yes.</summary>
    public static ActResult PowerOff(CommandEnd end) => end switch
    {
        { Fate: CommandFate.HungUp } => new(ActEnd.Done, "It hung up, as a host that goes off does."),
        { Fate: CommandFate.Exited, ExitCode: Signalled + 15 or Signalled + 9 } => new(ActEnd.Unclear, "Whoever told it was ended, as by a host that goes off."),
        _ => Judge(end, "It took the order to go off."),
    };

    /// <summary>What was said by one that succeeded and was understood whole; else why nothing is known.</summary>
    public static Asked<string> Said(CommandEnd end) => end switch
    {
        { Succeeded: false } => Asked<string>.Silent(end.Text),
        { Cut: true } => Asked<string>.Silent("More was said than is taken in."),
        _ => Asked<string>.Said(end.Output),
    };

    private static bool IsSignal(int exitCode) => exitCode is > Signalled and <= LastSignal;
}
