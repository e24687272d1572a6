using NasOrleans.Power.Sources;
using NasOrleans.Protocols.Nut;

namespace NasOrleans.Power.Servers;

/// <summary>A configured server in the words of the client.</summary>
internal static class NutTargets
{
    public static NutServerTarget Of(NutServerConfig server) => new()
    {
        Host = server.Host,
        Port = server.Port,
        Tls = server.Tls switch
        {
            NutTlsMode.Strict => NutTls.Strict,
            NutTlsMode.SkipVerify => NutTls.SkipVerify,
            _ => NutTls.Off,
        },
        Authority = server.Authority,
        Fingerprint = server.Fingerprint,
    };
}
