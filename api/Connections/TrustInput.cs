using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NasOrleans.Api.Errors;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Api.Connections;

/// <summary>Why a certificate is to be believed: a known authority unless something else is named, and then one thing alone.</summary>
internal static class TrustInput
{
    private const int HexDigits = 64;
    private const string Prefix = "sha256:";

    public static (TlsTrust Trust, string? Fingerprint, string? Authority) Read(ConnectionBody body, Invalid invalid)
    {
        var fingerprint = Fingerprint(body.Fingerprint, invalid);
        var authority = Authority(body.CaCertificate, invalid);
        var ignore = body.InsecureSkipVerify ?? false;
        if (new[] { ignore, fingerprint is not null, authority is not null }.Count(named => named) > 1)
            invalid.Add("fingerprint", "Of fingerprint, caCertificate and insecureSkipVerify one is enough; they say different things.");
        return (ignore ? TlsTrust.Ignore : fingerprint is not null ? TlsTrust.Pinned : authority is not null ? TlsTrust.OwnCa : TlsTrust.SystemCa, fingerprint, authority);
    }

    private static string? Fingerprint(string? text, Invalid invalid)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var digits = text.Trim();
        if (digits.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) digits = digits[Prefix.Length..];
        digits = digits.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        if (digits.Length != HexDigits || !digits.All(char.IsAsciiHexDigit))
            invalid.Add("fingerprint", $"A fingerprint is the SHA-256 of the certificate: {HexDigits} hexadecimal digits, with or without colons.");
        return digits;
    }

    private static string? Authority(string? pem, Invalid invalid)
    {
        if (string.IsNullOrWhiteSpace(pem)) return null;
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            // What cannot be read leaves the collection empty, and is told below.
        }

        if (certificates.Count == 0) invalid.Add("caCertificate", "A CA certificate is PEM: lines between BEGIN CERTIFICATE and END CERTIFICATE.");
        foreach (var certificate in certificates) certificate.Dispose();
        return pem.Trim();
    }
}
