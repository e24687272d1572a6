using System.Net.Security;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Dialing;

/// <summary>Why a certificate is not believed, in words; null when it is.</summary>
internal static class TrustWords
{
    public static string? OfPin(string? pinned, string shown)
    {
        var wanted = Plain(pinned);
        if (wanted.Length == 0) return "The certificate of this NAS is not known yet. Compare its fingerprint with the one the NAS shows, then save it.";
        return wanted == shown ? null : $"The NAS shows another certificate than the one saved ({wanted[..Math.Min(16, wanted.Length)]}…). If it was renewed on purpose, save the new fingerprint.";
    }

    public static string? Of(ConnectionConfig config, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return null;
        if (errors == SslPolicyErrors.RemoteCertificateNameMismatch) return $"The certificate is not made out to {config.Host}. Use the name it is made out to, or pin its fingerprint.";
        return config.Trust == TlsTrust.OwnCa
            ? "The certificate does not come from the authority given, or has expired."
            : "The certificate is self-signed, from an authority that is not known here, or expired. Pin its fingerprint, or give the authority.";
    }

    /// <summary>As others write it, with colons and in capitals.</summary>
    public static string Plain(string? fingerprint) =>
        new([.. (fingerprint ?? "").Where(char.IsAsciiHexDigit).Select(char.ToLowerInvariant)]);
}
