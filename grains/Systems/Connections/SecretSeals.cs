using NasOrleans.Secrets;

namespace NasOrleans.Systems.Connections;

/// <summary>Seals and opens what a connection proves itself with, each secret under the name of its system and field.</summary>
internal static class SecretSeals
{
    /// <summary>What holds after a change: null keeps what is stored, an empty text removes it.</summary>
    public static ConnectionSecrets WrittenOver(ConnectionSecrets stored, ConnectionSecrets written) => new()
    {
        ApiKey = Over(stored.ApiKey, written.ApiKey),
        Password = Over(stored.Password, written.Password),
        SshKey = Over(stored.SshKey, written.SshKey),
    };

    /// <exception cref="SecretException">The key on disk is missing or changed.</exception>
    public static SealedSecrets Seal(this SecretBox box, ConnectionSecrets secrets, string system) => new()
    {
        ApiKey = box.Seal(secrets.ApiKey, system + "/apiKey"),
        Password = box.Seal(secrets.Password, system + "/password"),
        SshKey = box.Seal(secrets.SshKey, system + "/sshKey"),
    };

    /// <exception cref="SecretException">They were sealed with another key, or changed since.</exception>
    public static ConnectionSecrets Open(this SecretBox box, SealedSecrets secrets, string system) => new()
    {
        ApiKey = box.Open(secrets.ApiKey, system + "/apiKey"),
        Password = box.Open(secrets.Password, system + "/password"),
        SshKey = box.Open(secrets.SshKey, system + "/sshKey"),
    };

    private static Secret? Over(Secret? stored, Secret? written) => (written ?? stored) is { IsEmpty: false } secret ? secret : null;

    private static string? Seal(this SecretBox box, Secret? secret, string identity) => secret is { } open ? box.Encrypt(open, identity) : null;

    private static Secret? Open(this SecretBox box, string? text, string identity) => text is null ? null : box.Decrypt(text, identity);
}
