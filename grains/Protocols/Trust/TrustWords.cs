using System.Net.Security;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Trust;

/// <summary>Why a certificate is not believed, in words; null when it is.</summary>
internal static class TrustWords
{
    public static string? OfPin(TrustTerms terms, string shown)
    {
        var wanted = Plain(terms.Fingerprint);
        if (wanted.Length == 0) return $"The certificate of {terms.Whom} is not known yet. Compare its fingerprint with the one {terms.Whom} shows, then save it.";
        return wanted == shown ? null : $"{terms.WhomAtStart} shows another certificate than the one saved ({wanted[..Math.Min(16, wanted.Length)]}…). If it was renewed on purpose, save the new fingerprint.";
    }

    public static string? Of(TrustTerms terms, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return null;
        if (errors == SslPolicyErrors.RemoteCertificateNameMismatch) return $"The certificate is not made out to {terms.Host}. Use the name it is made out to, or pin its fingerprint.";
        return terms.Trust == TlsTrust.OwnCa
            ? "The certificate does not come from the authority given, or has expired."
            : "The certificate is self-signed, from an authority that is not known here, or expired. Pin its fingerprint, or give the authority.";
    }

    /// <summary>As others write it, with colons and in capitals.</summary>
    public static string Plain(string? fingerprint) =>
        new([.. (fingerprint ?? "").Where(char.IsAsciiHexDigit).Select(char.ToLowerInvariant)]);
}
