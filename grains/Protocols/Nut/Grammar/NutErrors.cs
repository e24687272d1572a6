using System.Collections.Frozen;

namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>What a server says no with: <c>ERR DATA-STALE</c>.</summary>
internal static class NutErrors
{
    // One fault per word, made once: three hundred stale UPSes are asked four times a second.
    private static readonly FrozenDictionary<string, NutFault> Known = new Dictionary<string, NutFault>
    {
        ["ACCESS-DENIED"] = No(NutError.AccessDenied, "The NUT server does not allow this: look at its upsd.users, and whether the password is right."),
        ["UNKNOWN-UPS"] = No(NutError.UnknownUps, "The NUT server knows no UPS of this name."),
        ["VAR-NOT-SUPPORTED"] = No(NutError.VarNotSupported, "The UPS has no such variable."),
        ["CMD-NOT-SUPPORTED"] = No(NutError.CmdNotSupported, "The UPS has no such command."),
        ["INVALID-ARGUMENT"] = No(NutError.InvalidArgument, "The NUT server does not take the question like this."),
        ["INSTCMD-FAILED"] = No(NutError.InstcmdFailed, "The NUT server could not hand the command to the driver."),
        ["SET-FAILED"] = No(NutError.SetFailed, "The NUT server could not hand the value to the driver."),
        ["READONLY"] = No(NutError.ReadOnly, "The variable cannot be set."),
        ["TOO-LONG"] = No(NutError.TooLong, "The value is too long for the variable."),
        ["INVALID-VALUE"] = No(NutError.InvalidValue, "The variable does not take this value."),
        ["FEATURE-NOT-SUPPORTED"] = No(NutError.FeatureNotSupported, "This NUT server was built without it."),
        ["FEATURE-NOT-CONFIGURED"] = No(NutError.FeatureNotConfigured, "The NUT server is not set up for it."),
        ["ALREADY-SSL-MODE"] = No(NutError.AlreadySslMode, "The connection is encrypted already."),
        ["DRIVER-NOT-CONNECTED"] = No(NutError.DriverNotConnected, "The driver of the UPS does not run, or is not connected to the NUT server."),
        ["DATA-STALE"] = No(NutError.DataStale, "The driver of the UPS has had no news of it for too long."),
        ["ALREADY-LOGGED-IN"] = No(NutError.AlreadyLoggedIn, "This connection is logged in to a UPS already."),
        ["INVALID-PASSWORD"] = No(NutError.InvalidPassword, "The NUT server does not take the password."),
        ["ALREADY-SET-PASSWORD"] = No(NutError.AlreadySetPassword, "The connection has a password already."),
        ["INVALID-USERNAME"] = No(NutError.InvalidUsername, "The NUT server does not take the user's name."),
        ["ALREADY-SET-USERNAME"] = No(NutError.AlreadySetUsername, "The connection has a user already."),
        ["USERNAME-REQUIRED"] = No(NutError.UsernameRequired, "The NUT server wants a user's name for this."),
        ["PASSWORD-REQUIRED"] = No(NutError.PasswordRequired, "The NUT server wants a password for this."),
        ["UNKNOWN-COMMAND"] = No(NutError.UnknownCommand, "The NUT server does not know this command."),
        ["FAILED"] = No(NutError.Failed, "The driver of the UPS says that it failed."),
        ["UNKNOWN"] = No(NutError.Unknown, "Neither the driver nor the NUT server knows what came of it."),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static readonly NutFault Unsupported = No(NutError.Unsupported, "This release of the NUT server does not have it.");

    /// <summary>The fault that a line tells of; null when it tells of none.</summary>
    public static NutFault? Of(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("ERR"u8) || (line.Length > 3 && line[3] != (byte)' ')) return null;
        var words = new NutWords(line[3..]);
        var word = words.NextName();
        return Known.GetValueOrDefault(word) ?? No(NutError.Unrecognised, $"The NUT server says no with a word that is not known here: {word}.");
    }

    /// <summary>For what older releases and odd servers lack: each has its own way to say so.</summary>
    public static NutFault? Softened(NutFault? fault) =>
        fault is { Answered: true, Error: NutError.UnknownCommand or NutError.FeatureNotSupported or NutError.FeatureNotConfigured or NutError.InvalidArgument } ? Unsupported : fault;

    private static NutFault No(NutError error, string message) => new(error, message) { Answered = true };
}
