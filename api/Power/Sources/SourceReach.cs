using NasOrleans.Power.Sources;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Api.Power.Sources;

/// <summary>Who could get to see the secrets of a source: they are never shown again, and sending them elsewhere would be a way to see them.</summary>
internal static class SourceReach
{
    /// <summary>Whether somebody could who could not before: another server, or one that is trusted more easily.</summary>
    public static bool IsWider(PowerSourceConfig before, PowerSourceConfig after) => (before, after) switch
    {
        ({ Ups.Server: { } was }, { Ups.Server: { } next }) =>
            !string.Equals(was.Host, next.Host, StringComparison.OrdinalIgnoreCase) || was.Port != next.Port || next.Tls < was.Tls
            || (next.Tls is NutTlsMode.Strict && (was.Authority, was.Fingerprint) != (next.Authority, next.Fingerprint)),
        ({ Probe: { } was }, { Probe: { } next }) => PlaceOf(was) != PlaceOf(next) || (was.Trust != TlsTrust.Ignore && next.Trust == TlsTrust.Ignore),
        _ => true,
    };

    private static string PlaceOf(ProbeConfig probe) =>
        Uri.TryCreate(probe.Target, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : probe.Target;
}
