using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Silo.Configuration;

internal sealed class ServerOptions
{
    [Description("Address to listen on: an IP address, localhost, or * for all.")]
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    [Description("TCP port; 0 takes a free one.")]
    [Range(0, 65535)]
    public int Port { get; set; } = 8080;

    [Description("TLS, when a certificate is given.")]
    public TlsOptions Tls { get; set; } = new();

    [Description("How long requests are still taken after the stop signal, with readiness already off, so that a load balancer can turn away.")]
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.Zero;

    [Description("Upper limit of a graceful stop; keep it below the grace period of the container.")]
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);
}

internal sealed class TlsOptions
{
    [Description("Certificate file: PEM with server.tls.key, or PKCS #12 (.pfx, .p12).")]
    public string? Certificate { get; set; }

    [Description("Private key file of a PEM certificate.")]
    public string? Key { get; set; }

    [Description("Password of the PKCS #12 file or of the private key.")]
    [DataType(DataType.Password)]
    public string? Password { get; set; }
}
