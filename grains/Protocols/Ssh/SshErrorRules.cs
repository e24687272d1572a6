using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Ssh;

/// <summary>What the log of the OpenSSH client says of a run. Written by our own client, so that the other side cannot make it up.</summary>
internal static class SshErrorRules
{
    public const string HungUp = "hung up while the command ran";

    private const int Failed = 255;

    private static readonly (string Sign, LinkError Error, LinkStage Stage, string Message, bool NeedsSomebody)[] Signs =
    [
        ("Could not resolve hostname", LinkError.Connection, LinkStage.Dns, "The SSH host's name cannot be resolved.", false),
        ("Connection refused", LinkError.Connection, LinkStage.Tcp, "Nothing listens for SSH there: the service is off, or the port is another one.", false),
        ("No route to host", LinkError.Connection, LinkStage.Tcp, "There is no route to the SSH host.", false),
        ("Network is unreachable", LinkError.Connection, LinkStage.Tcp, "The network of the SSH host cannot be reached.", false),
        ("timed out during banner exchange", LinkError.Timeout, LinkStage.Protocol, "Something listens there but does not speak SSH in time.", false),
        ("Connection timed out", LinkError.Timeout, LinkStage.Tcp, "The SSH host does not answer.", false),
        ("Operation timed out", LinkError.Timeout, LinkStage.Tcp, "The SSH host does not answer.", false),
        ("Host key verification failed", LinkError.Tls, LinkStage.Tls, "The host shows another key than the one that was agreed on.", true),
        ("incorrect passphrase", LinkError.Auth, LinkStage.Settings, "The SSH key is protected by a passphrase; store one without.", true),
        ("error in libcrypto", LinkError.Auth, LinkStage.Settings, "The SSH key cannot be read; store a private key in OpenSSH form.", true),
        ("invalid format", LinkError.Auth, LinkStage.Settings, "The SSH key cannot be read; store a private key in OpenSSH form.", true),
        ("Permission denied", LinkError.Auth, LinkStage.Auth, "The host does not take this user and key. Is the public key in the user's authorized keys?", true),
        ("Too many authentication failures", LinkError.Auth, LinkStage.Auth, "The host does not take this user and key.", true),
        ("no matching", LinkError.Unsupported, LinkStage.Protocol, "The host and we have no algorithm in common; it is too old or too strict.", true),
        ("No user exists for uid", LinkError.Unsupported, LinkStage.Settings, "This process runs under a user id that has no name here; ssh refuses to work.", true),
    ];

    public static SshResult Judge(ProcessEnd end, string log)
    {
        var sent = log.Contains("Sending command:", StringComparison.Ordinal);
        if (!sent) return SshResult.NotSent(end.InTime ? Reason(log) : Fault(LinkError.Timeout, StageOf(log), "The SSH host did not get as far as running the command in time."));
        var result = new SshResult { End = SshEnd.Lost, ExitCode = end.ExitCode, Output = end.Output, Errors = end.Errors };
        if (end.TooMuch) return result with { Fault = Fault(LinkError.Protocol, LinkStage.Read, "The command said more than is taken in; it was cut off.") };
        if (log.Contains("rtype exit-status", StringComparison.Ordinal)) return result with { End = SshEnd.Exited };
        if (!end.InTime) return result with { Fault = Fault(LinkError.Timeout, LinkStage.Command, "The command did not end in time.") };
        if (log.Contains("not responding", StringComparison.Ordinal)) return result with { Fault = Fault(LinkError.Timeout, LinkStage.Command, "The host fell silent while the command ran.") };
        if (log.Contains("rtype exit-signal", StringComparison.Ordinal)) return result with { Fault = Fault(LinkError.Protocol, LinkStage.Command, "The command was killed on the host.") };
        return end.ExitCode == Failed
            ? result with { End = ClosedByHost(end.Errors, log) ? SshEnd.Dropped : SshEnd.Lost, Fault = Fault(LinkError.Connection, LinkStage.Command, $"The host {HungUp}.") }
            : result with { Fault = Fault(LinkError.Protocol, LinkStage.Command, "The SSH client was ended while the command ran.") };
    }

    /// <summary>A command that ran and said no.</summary>
    public static LinkFault Refused(SshResult result)
    {
        var said = Words(result.Errors.Length > 0 ? result.Errors : result.Output);
        return result.ExitCode switch
        {
            126 => Fault(LinkError.Permission, LinkStage.Command, $"The host does not let this user run the command: {said}", needsSomebody: true),
            127 => Fault(LinkError.Unsupported, LinkStage.Command, $"The host does not have the command: {said}", needsSomebody: true),
            _ when result.Errors.Contains("password is required", StringComparison.Ordinal) || result.Errors.Contains("not allowed", StringComparison.Ordinal)
                || result.Errors.Contains("not in the sudoers", StringComparison.Ordinal) || result.Errors.Contains("must be root", StringComparison.OrdinalIgnoreCase)
                || result.Errors.Contains("ermission denied", StringComparison.Ordinal) =>
                Fault(LinkError.Permission, LinkStage.Command, $"The user may not run this without a password; allow it in sudoers: {said}", needsSomebody: true),
            _ => Fault(LinkError.Protocol, LinkStage.Command, $"The command ended with {result.ExitCode}: {said}"),
        };
    }

    public static LinkFault Fault(LinkError error, LinkStage stage, string message, bool needsSomebody = false, string? fingerprint = null) =>
        new() { Error = error, Stage = stage, Message = message, NeedsSomebody = needsSomebody, Fingerprint = fingerprint };

    // Of a connection that breaks off nobody knows whether the host got as far as the command. Our client says the first on its
    // error stream, as the last of all, and the others in its log.
    private static bool ClosedByHost(string errors, string log)
    {
        var last = errors.TrimEnd()[(errors.TrimEnd().LastIndexOf('\n') + 1)..];
        if (last.StartsWith("Connection to ", StringComparison.Ordinal) && last.EndsWith(" closed by remote host.", StringComparison.Ordinal)) return true;
        var sinceSent = log[log.IndexOf("Sending command:", StringComparison.Ordinal)..];
        return sinceSent.Contains("\nConnection closed by ", StringComparison.Ordinal) || sinceSent.Contains("\nReceived disconnect from ", StringComparison.Ordinal);
    }

    private static LinkFault Reason(string log)
    {
        foreach (var (sign, error, stage, message, needsSomebody) in Signs)
            if (log.Contains(sign, StringComparison.Ordinal)) return Fault(error, stage, message, needsSomebody);
        var last = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(line => !line.StartsWith("debug1:", StringComparison.Ordinal)) ?? "no reason given";
        return Fault(LinkError.Connection, StageOf(log), $"The SSH connection failed: {Words(last)}");
    }

    private static LinkStage StageOf(string log) =>
        log.Contains("Server host key:", StringComparison.Ordinal) ? LinkStage.Auth
        : log.Contains("Connection established", StringComparison.Ordinal) ? LinkStage.Protocol
        : LinkStage.Tcp;

    // What the other side wrote goes into messages and logs: one line, printable, short.
    public static string Words(string text)
    {
        var line = new string([.. text.Trim().Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length switch { 0 => "it said nothing", > 200 => line[..200] + "…", _ => line };
    }
}
