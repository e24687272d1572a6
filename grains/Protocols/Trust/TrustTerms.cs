using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Trust;

/// <summary>On what terms a certificate is believed: whose it is (as in "the NAS"), the name it must bear, and why.</summary>
internal sealed record TrustTerms(string Whom, string Host, TlsTrust Trust, string? Fingerprint, string? Authority)
{
    public string WhomAtStart => char.ToUpperInvariant(Whom[0]) + Whom[1..];
}
