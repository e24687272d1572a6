using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>A certificate authority that lives as long as the fleet.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private readonly X509Certificate2 _certificate;

    public CertificateAuthority(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Simulated fleet authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _certificate = request.CreateSelfSigned(time.GetUtcNow().AddDays(-500), time.GetUtcNow().AddDays(500));
    }

    public string Pem => _certificate.ExportCertificatePem();

    public X509Certificate2Collection Chain => [_certificate];

    public X509Certificate2 Sign(CertificateRequest request, ECDsa key, DateTimeOffset from, DateTimeOffset until)
    {
        using var signed = request.Create(_certificate, from, until, RandomNumberGenerator.GetBytes(12));
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose() => _certificate.Dispose();
}
