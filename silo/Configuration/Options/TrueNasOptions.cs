using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Silo.Configuration;

/// <summary>A start value: what somebody sets or deletes over the API counts more, and a deleted connection does not come back.</summary>
internal sealed class TrueNasOptions
{
    [Description("Host of the NAS, with :port when it is not the usual one. Also from TRUENAS_HOST.")]
    public string? Host { get; set; }

    [Description("What the system is called; by default its host.")]
    [RegularExpression(@"[^\p{Cc}]{1,100}", ErrorMessage = "1 to 100 characters")]
    public string? Name { get; set; }

    [Description("User who signs in with a password. Also from TRUENAS_USERNAME.")]
    public string? Username { get; set; }

    [Description("Password of that user. Also from TRUENAS_PASSWORD.")]
    [DataType(DataType.Password)]
    public string? Password { get; set; }

    [Description("API key, in place of user and password. Also from TRUENAS_API_KEY.")]
    [DataType(DataType.Password)]
    public string? ApiKey { get; set; }

    [Description("Speak TLS with it. Also from USE_SSL.")]
    public bool UseSsl { get; set; } = true;

    [Description("SHA-256 of the certificate that is believed. Without it a certificate that no known authority has signed is shown, to be accepted over the API.")]
    [RegularExpression("([0-9A-Fa-f]{2}:?){32}", ErrorMessage = "64 hexadecimal digits, with or without colons")]
    public string? Fingerprint { get; set; }
}
