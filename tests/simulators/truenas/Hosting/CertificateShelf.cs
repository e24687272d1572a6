using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>A certificate as TLS wants it.</summary>
internal sealed record ShownCertificate(X509Certificate2 Certificate, SslStreamCertificateContext Context);

/// <summary>The certificates of one NAS, each made when it is first shown: what it has, the one it changes to, the one that ran out.</summary>
internal sealed class CertificateShelf(Appliance nas, CertificateAuthority? authority)
{
    private readonly Lock _lock = new();
    private ShownCertificate? _usual;
    private ShownCertificate? _changed;
    private ShownCertificate? _expired;

    public ShownCertificate Current
    {
        get
        {
            lock (_lock)
            {
                if (nas.Faults.Has(Fault.ExpiredCertificate)) return _expired ??= Make(days: -1);
                return nas.Faults.Has(Fault.CertificateChanged) ? _changed ??= Make(days: 365) : _usual ??= Make(days: 365);
            }
        }
    }

    private ShownCertificate Make(int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={nas.Name},O=NasOrleans simulator", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(nas.Name);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        if (IPAddress.TryParse(nas.Host, out var own) && !own.Equals(IPAddress.Loopback)) names.AddIpAddress(own);
        if (!string.Equals(nas.Host, nas.Name, StringComparison.Ordinal) && own is null) names.AddDnsName(nas.Host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        var now = nas.Time.GetUtcNow();
        var (from, until) = (now.AddDays(-400), now.AddDays(days));
        var made = authority?.Sign(request, key, from, until) ?? request.CreateSelfSigned(from, until);
        return new ShownCertificate(made, SslStreamCertificateContext.Create(made, authority?.Chain, offline: true));
    }
}
