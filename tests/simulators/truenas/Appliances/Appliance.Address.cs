using System.Security.Cryptography.X509Certificates;

namespace NasOrleans.Simulators.TrueNas.Appliances;

public sealed partial class Appliance
{
    /// <summary>What to connect to, without the port.</summary>
    public string Host { get; internal set; } = "127.0.0.1";

    public int Port { get; internal set; }

    public bool IsTls => Certificates is not null;

    /// <summary>https://127.0.0.1:12345</summary>
    public string Address => $"{(IsTls ? "https" : "http")}://{Host}:{Port}";

    /// <summary>The certificate that it shows now.</summary>
    public X509Certificate2 Certificate => (Certificates ?? throw new InvalidOperationException($"{Name} speaks plain HTTP.")).Current.Certificate;

    /// <summary>SHA-256 of the certificate, in lower case hex.</summary>
    public string Fingerprint => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Certificate.RawData));

    internal Hosting.CertificateShelf? Certificates { get; set; }
}
