using System.Globalization;
using System.Net;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Ssh;

/// <summary>
/// The arguments of the system's OpenSSH client. Nothing of this machine's own SSH plays a part: no configuration, no agent, no
/// known hosts, no other key, no question at a terminal.
/// </summary>
internal static class SshArguments
{
    public const string KnownName = "nas";
    public const int ConnectSeconds = 5;

    public static IReadOnlyList<string> Run(SshTarget target, SshFolder folder, string command) =>
    [
        "-F", "/dev/null", "-T", "-E", folder.Log,
        .. Options(
            "LogLevel=DEBUG1", "BatchMode=yes", "StrictHostKeyChecking=yes", $"UserKnownHostsFile=\"{folder.KnownHosts}\"", "GlobalKnownHostsFile=/dev/null",
            $"HostKeyAlias={KnownName}", "CheckHostIP=no", "VerifyHostKeyDNS=no", "UpdateHostKeys=no", $"IdentityFile=\"{folder.Key}\"", "IdentitiesOnly=yes",
            "IdentityAgent=none", "PreferredAuthentications=publickey", "PasswordAuthentication=no", "KbdInteractiveAuthentication=no",
            $"ConnectTimeout={ConnectSeconds}", "ConnectionAttempts=1", "ServerAliveInterval=3", "ServerAliveCountMax=3", "TCPKeepAlive=yes",
            "ClearAllForwardings=yes", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no", "ControlMaster=no", "ControlPath=none",
            "CanonicalizeHostname=no", "EscapeChar=none", "ProxyCommand=none"),
        "-p", Text(target.Port), "-l", target.UserName, "--", target.Host, command,
    ];

    public static IReadOnlyList<string> Scan(SshTarget target) =>
        ["-p", Text(target.Port), "-T", Text(ConnectSeconds), "-t", "ed25519,ecdsa,rsa", "--", target.Host];

    /// <summary>What would be read as an option or as more than one line never gets as far as a command line.</summary>
    public static string? Objection(SshTarget target, string command) =>
        target.Host.StartsWith('-') || (Uri.CheckHostName(target.Host) == UriHostNameType.Unknown && !IPAddress.TryParse(target.Host, out _)) ? "The SSH host is neither a DNS name nor an address."
        : target.Port is < 1 or > 65535 ? "The SSH port is not one of 1 to 65535."
        : target.UserName.Length is 0 or > 64 || target.UserName.StartsWith('-') || !target.UserName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '\\') ? "The SSH user name is missing or holds characters that no user name has."
        : target.Key.IsEmpty ? "There is no SSH key. Store a private key in OpenSSH form."
        : command.Length is 0 or > 8192 || command.Any(char.IsControl) ? "The command is empty, too long or holds control characters."
        : null;

    public static LinkFault? Check(SshTarget target, string command) =>
        Objection(target, command) is { } objection ? new() { Error = LinkError.Validation, Stage = LinkStage.Settings, Message = objection, NeedsSomebody = true } : null;

    private static IEnumerable<string> Options(params string[] options) => options.SelectMany(option => (string[])["-o", option]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
