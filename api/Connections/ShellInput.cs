using NasOrleans.Api.Errors;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Api.Connections;

/// <summary>The shell of a NAS, as people may write it. What ends up as an argument of a program must not look like an option.</summary>
internal static class ShellInput
{
    private const int MaxUser = 64;
    private const int MaxCommand = 500;
    private const string KeyPrefix = "SHA256:";

    public static SshConfig? Read(SshBody? ssh, Invalid invalid)
    {
        if (ssh is null) return null;
        var address = new NasAddress("", null);
        if (!string.IsNullOrWhiteSpace(ssh.Host) && !NasAddress.TryParse(ssh.Host, out address)) invalid.Add("ssh.host", "A host is a DNS name or an IP address.");
        var port = ssh.Port ?? address.Port;
        if (port is < 1 or > 65535) invalid.Add("ssh.port", "A port is 1 to 65535.");
        if (!IsUser(ssh.Username)) invalid.Add("ssh.username", $"A user name is 1 to {MaxUser} of letters, digits and . _ - @ \\, not starting with a dash.");
        var hostKey = string.IsNullOrWhiteSpace(ssh.HostKey) ? null : ssh.HostKey.Trim();
        if (hostKey is not null && (!hostKey.StartsWith(KeyPrefix, StringComparison.Ordinal) || hostKey.Any(char.IsWhiteSpace)))
            invalid.Add("ssh.hostKey", $"A host key is given as {KeyPrefix}… the way ssh-keygen -lf shows it.");

        var usual = new SshConfig { UserName = "" };
        return new()
        {
            Host = address.Host.Length == 0 ? null : address.Host,
            Port = port ?? usual.Port,
            UserName = ssh.Username?.Trim() ?? "",
            HostKey = hostKey,
            ShutdownCommand = Command("ssh.shutdownCommand", ssh.ShutdownCommand, usual.ShutdownCommand, invalid),
            RebootCommand = Command("ssh.rebootCommand", ssh.RebootCommand, usual.RebootCommand, invalid),
            SmartCommand = Command("ssh.smartCommand", ssh.SmartCommand, usual.SmartCommand, invalid),
        };
    }

    private static string Command(string member, string? text, string usual, Invalid invalid)
    {
        if (string.IsNullOrWhiteSpace(text)) return usual;
        if (text.Length > MaxCommand || text.Any(char.IsControl)) invalid.Add(member, $"A command is one line of up to {MaxCommand} characters.");
        return text.Trim();
    }

    private static bool IsUser(string? user) =>
        user?.Trim() is { Length: > 0 and <= MaxUser } name && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '\\');
}
