using System.Collections.Immutable;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Ssh;

/// <summary>Whether a host is the one that was agreed on.</summary>
internal static class HostKeyRules
{
    /// <summary>A host may have several keys; the agreed one is enough.</summary>
    public static HostKey? Choose(ImmutableArray<HostKey> shown, string? agreed) =>
        agreed is null ? null : shown.FirstOrDefault(key => key.Fingerprint == agreed);

    public static LinkFault Objection(ImmutableArray<HostKey> shown, string? agreed) => new()
    {
        Error = LinkError.Tls,
        Stage = LinkStage.Tls,
        NeedsSomebody = true,
        Fingerprint = shown[0].Fingerprint,
        Message = agreed is null
            ? $"First contact: the host shows the key {shown[0].Fingerprint}. Nothing was sent to it; compare the key and accept it."
            : $"The host shows the key {shown[0].Fingerprint}, agreed on was {agreed}. Nothing was sent to it. Either it was set up anew, or another machine answers in its place.",
    };
}
