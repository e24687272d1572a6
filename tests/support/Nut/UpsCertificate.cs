using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NasOrleans.Tests.Nut;

/// <summary>A self-signed certificate in the store that upsd wants (NSS).</summary>
public sealed class UpsCertificate
{
    internal const string StorePassword = "certificates";

    private UpsCertificate(string pem)
    {
        Pem = pem;
        using var certificate = X509Certificate2.CreateFromPem(pem);
        Fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    public string Pem { get; }

    /// <summary>SHA-256.</summary>
    public string Fingerprint { get; }

    internal static UpsCertificate Make(string folder, string noise)
    {
        Directory.CreateDirectory(folder);
        var password = Path.Combine(folder, "password");
        File.WriteAllText(password, StorePassword);
        File.WriteAllText(noise, Guid.NewGuid().ToString() + Guid.NewGuid());
        Must("-N", "-d", folder, "-f", password);
        Must("-S", "-d", folder, "-f", password, "-n", "upsd", "-s", "CN=localhost", "-x", "-t", "CT,C,C", "-z", noise, "-k", "rsa", "-g", "2048", "--extSAN", "dns:localhost,ip:127.0.0.1");
        return new UpsCertificate(Must("-L", "-d", folder, "-n", "upsd", "-a"));
    }

    private static string Must(params string[] arguments)
    {
        var (code, output) = SystemProgram.Run("certutil", arguments);
        return code == 0 ? output : throw new InvalidOperationException($"certutil {string.Join(' ', arguments)}: {output}");
    }
}
