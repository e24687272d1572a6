using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NasOrleans.Simulators.Ups.Hosting;

/// <summary>The certificate of a fleet and who signed it, made when it starts.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly X509Certificate2 _own;
    private readonly X509Certificate2? _authority;

    private Certificates(X509Certificate2 own, X509Certificate2? authority) =>
        (_own, _authority, Context) = (own, authority, SslStreamCertificateContext.Create(own, authority is null ? null : [authority], offline: true));

    public SslStreamCertificateContext Context { get; }

    public string Pem => _own.ExportCertificatePem();

    /// <summary>What a client has to trust.</summary>
    public string TrustedPem => (_authority ?? _own).ExportCertificatePem();

    /// <summary>SHA-256, in hexadecimal digits.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(_own.RawData));

    public static Certificates? Make(UpsTls tls, TimeProvider time)
    {
        if (tls == UpsTls.None) return null;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost,O=NasOrleans UPS simulator", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (tls == UpsTls.OtherName)
        {
            names.AddDnsName("elsewhere.sim.test");
        }
        else
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
        }
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        var now = time.GetUtcNow();
        var (from, until) = (now.AddDays(-400), now.AddDays(tls == UpsTls.Expired ? -1 : 365));
        if (tls == UpsTls.SelfSigned) return new Certificates(request.CreateSelfSigned(from, until), authority: null);
        var authority = MakeAuthority(now);
        using var signed = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(12));
        return new Certificates(signed.CopyWithPrivateKey(key), authority);
    }

    public void Dispose()
    {
        _own.Dispose();
        _authority?.Dispose();
    }

    private static X509Certificate2 MakeAuthority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Simulated UPS authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return request.CreateSelfSigned(now.AddDays(-500), now.AddDays(500));
    }
}
