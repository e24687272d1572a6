using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Trust;

/// <summary>Whether a certificate is believed. It keeps the fingerprint of the one that was shown, believed or not.</summary>
internal sealed class CertificateTrust(TrustTerms terms, bool acceptNew = false)
{
    // Where a certificate or an authority is named already, there is nothing new to accept.
    private readonly bool _accepts = acceptNew && terms.Trust == TlsTrust.SystemCa;

    public string? Fingerprint { get; private set; }

    public string? Doubt { get; private set; }

    public SslClientAuthenticationOptions Options()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (_accepts || terms.Trust is TlsTrust.Pinned or TlsTrust.Ignore)
        {
            // Against an empty store the chain ends at once: what it would say is not asked for.
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.VerificationFlags = X509VerificationFlags.AllFlags;
        }
        else if (terms.Trust == TlsTrust.OwnCa)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(Authorities(terms.Authority));
        }
        return new SslClientAuthenticationOptions
        {
            TargetHost = terms.Host,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) => Believes(certificate, errors),
            // A resumed session shows the certificate of yesterday.
            AllowTlsResume = false,
        };
    }

    private bool Believes(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            Doubt = $"{terms.WhomAtStart} showed no certificate.";
            return false;
        }
        Fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
        if (_accepts || terms.Trust == TlsTrust.Ignore) return true;
        Doubt = terms.Trust == TlsTrust.Pinned ? TrustWords.OfPin(terms, Fingerprint) : TrustWords.Of(terms, errors);
        return Doubt is null;
    }

    private static X509Certificate2Collection Authorities(string? pem)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem ?? "");
        }
        catch (CryptographicException exception)
        {
            throw NoAuthority(exception);
        }
        return authorities.Count > 0 ? authorities : throw NoAuthority(null);
    }

    private static LinkException NoAuthority(Exception? inner) => new(new LinkFault
    {
        Error = LinkError.Validation,
        Stage = LinkStage.Settings,
        Message = "The connection's own certificate authority is no certificate in PEM.",
        NeedsSomebody = true,
    }, inner);
}
