using System.Collections.Immutable;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Systems;
using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Api.Connections;

/// <summary>What people may write about a connection.</summary>
internal sealed class ConnectionInput(ConnectionBody body, ConnectionSnapshot? stored, TimeSpan usualInterval, Invalid invalid)
{
    private const int MaxUser = 256;
    private const int MinSeconds = 5, MaxSeconds = 86_400;

    /// <summary>Null when something is wrong; <paramref name="invalid"/> says what.</summary>
    public static ConnectionDraft? Read(ConnectionBody body, ConnectionSnapshot? stored, TimeSpan usualInterval, Invalid invalid) =>
        new ConnectionInput(body, stored, usualInterval, invalid).Read();

    private ConnectionDraft? Read()
    {
        var kind = body.Kind ?? ConnectionKind.TrueNas;
        var address = ReadAddress();
        var secrets = ReadSecrets(kind);
        var (trust, fingerprint, authority) = TrustInput.Read(body, invalid);
        var ssh = ShellInput.Read(body.Ssh, invalid);
        if (kind is ConnectionKind.Ssh && body.Ssh is null) invalid.Add("ssh", "A connection of kind ssh needs ssh.");
        if (body.Username is { } user && (user.Length > MaxUser || user.Any(char.IsControl))) invalid.Add("username", $"A user name has up to {MaxUser} characters.");
        if (body.PollIntervalSeconds is < MinSeconds or > MaxSeconds) invalid.Add("pollIntervalSeconds", $"An interval is {MinSeconds} to {MaxSeconds} seconds.");
        // Of a host that cannot be read nothing more is said: one fault, one sentence.
        var system = SystemInput.Read(string.IsNullOrWhiteSpace(body.Name) ? address?.Host ?? nameof(body.Name) : body.Name, address?.Host, invalid);
        var (wakeAddresses, wakeBroadcast) = WakeInput.Read(body.Wake, invalid);
        if (system is null || address is not { } place || invalid.Any) return null;

        var (datasets, pools, replication) = Monitored;
        var config = new ConnectionConfig
        {
            Kind = kind,
            Host = place.Host,
            Port = place.Port,
            UseHttps = body.UseHttps ?? true,
            Trust = trust,
            Fingerprint = fingerprint,
            Authority = authority,
            UserName = body.Username?.Trim() ?? "",
            Enabled = body.Enabled ?? true,
            PollInterval = body.PollIntervalSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : usualInterval,
            MonitorDatasets = datasets,
            MonitorPools = pools,
            MonitorReplication = replication,
            Ssh = ssh,
            WakeAddresses = wakeAddresses,
            WakeBroadcast = wakeBroadcast,
        };
        CheckKept(config, secrets);
        return invalid.Any ? null : new(system, config, secrets, body.AcceptNew ?? false);
    }

    // A secret is never shown again: sending it to another place, or where anybody can listen, would be a way to see it.
    private void CheckKept(ConnectionConfig config, ConnectionSecrets secrets)
    {
        if (stored is null || !SecretReach.IsWider(stored.Config, config)) return;
        const string Again = "The connection leads to another place, or trusts more than before: enter the secret again.";
        if (stored.HasApiKey && secrets.ApiKey is null) invalid.Add("apiKey", Again);
        if (stored.HasPassword && secrets.Password is null) invalid.Add("password", Again);
    }

    // None of the three was how older clients said: all of them.
    private (bool Datasets, bool Pools, bool Replication) Monitored =>
        (body.MonitorDatasets, body.MonitorPools, body.MonitorReplication) is (false, false, false)
            ? (true, true, true)
            : (body.MonitorDatasets ?? true, body.MonitorPools ?? true, body.MonitorReplication ?? true);

    private NasAddress? ReadAddress()
    {
        if (!NasAddress.TryParse(body.Host, out var address))
        {
            invalid.Add("host", HostFault.Of(body.Host));
            return null;
        }

        if (body.Port is not { } port) return address;
        if (port is < 1 or > 65535) invalid.Add("port", "A port is 1 to 65535.");
        if (address.Port is { } other && other != port) invalid.Add("port", $"The host says port {other}, port says {port}.");
        return address with { Port = port };
    }

    private ConnectionSecrets ReadSecrets(ConnectionKind kind)
    {
        if (body.ApiKey is not null && body.ApiKeyOldName is not null && body.ApiKey != body.ApiKeyOldName)
            invalid.Add("apiKey", "apiKey and api_key are the same thing; send one of them.");
        var apiKey = Written("apiKey", body.ApiKey ?? body.ApiKeyOldName, stored?.HasApiKey ?? false);
        var password = Written("password", body.Password, stored?.HasPassword ?? false);
        // Without ssh there is no such login any more, and a key that nobody sees must not be left behind.
        var sshKey = body.Ssh is null ? stored is { HasSshKey: true } ? new Secret("") : null : Written("ssh.privateKey", body.Ssh.PrivateKey, stored?.HasSshKey ?? false);
        // Whoever goes over from a password to a key, or back, no longer wants the other one.
        if (apiKey is { IsEmpty: false } && body.Password is null) password ??= new Secret("");
        else if (password is { IsEmpty: false } && body.ApiKey is null && body.ApiKeyOldName is null) apiKey ??= new Secret("");

        if (sshKey is { IsEmpty: false } key && !key.Reveal().Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            invalid.Add("ssh.privateKey", "A private key is one in OpenSSH form, with its BEGIN and END lines.");
        if (kind is ConnectionKind.Ssh) CheckShellLogin(sshKey);
        else CheckLogin(Has(apiKey, stored?.HasApiKey), Has(password, stored?.HasPassword));
        return new() { ApiKey = apiKey, Password = password, SshKey = sshKey };
    }

    private void CheckLogin(bool hasKey, bool hasPassword)
    {
        if (!hasKey && (!hasPassword || string.IsNullOrWhiteSpace(body.Username)))
            invalid.Add("apiKey", "Send an apiKey, or username and password.");
        if (hasKey && body.UseHttps == false)
            invalid.Add("useHttps", "An API key goes over TLS alone: the NAS revokes one that it sees unencrypted. Use username and password, or useHttps.");
    }

    private void CheckShellLogin(Secret? written)
    {
        if (!Has(written, stored?.HasSshKey)) invalid.Add("ssh.privateKey", "A connection of kind ssh needs a private key.");
    }

    private Secret? Written(string member, string? text, bool isStored)
    {
        if (text == Secret.Mask && !isStored) invalid.Add(member, "Nothing is stored that the mask could stand for.");
        return text is null or Secret.Mask ? null : new Secret(text);
    }

    private static bool Has(Secret? written, bool? isStored) => written is { } secret ? !secret.IsEmpty : isStored ?? false;
}

/// <summary>Whom Wake on LAN is sent to.</summary>
internal static class WakeInput
{
    private const int Most = 16;

    public static (ImmutableArray<string> Addresses, string? Broadcast) Read(WakeBody? wake, Invalid invalid)
    {
        if (wake is null) return ([], null);
        var addresses = (wake.Addresses ?? []).Select(Mac).ToArray();
        if (addresses.Length > Most || addresses.Contains(null)) invalid.Add("wake.addresses", $"Up to {Most} addresses of network cards, such as 00:25:90:ab:cd:ef.");
        var broadcast = string.IsNullOrWhiteSpace(wake.Broadcast) ? null : wake.Broadcast.Trim();
        if (broadcast is not null && !IsAddress(broadcast)) invalid.Add("wake.broadcast", "A broadcast address is an IPv4 address such as 192.168.1.255.");
        return ([.. addresses.OfType<string>()], broadcast);
    }

    private static bool IsAddress(string text) =>
        System.Net.IPAddress.TryParse(text, out var address) && address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork && address.ToString() == text;

    private static string? Mac(string text)
    {
        var digits = new string([.. text.Where(c => c is not (':' or '-' or '.'))]).ToLowerInvariant();
        return digits.Length == 12 && digits.All(char.IsAsciiHexDigit) ? string.Join(':', digits.Chunk(2).Select(pair => new string(pair))) : null;
    }
}
