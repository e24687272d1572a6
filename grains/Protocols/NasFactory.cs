using NasOrleans.Protocols.Ssh;
using NasOrleans.Protocols.TrueNas;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols;

/// <summary>Each kind of connection by those who speak its protocol.</summary>
internal sealed class NasFactory(TrueNasFactory trueNas, SshNasFactory ssh) : INasFactory
{
    public INas Create(NasTarget target, INasListener listener) => Of(target).Create(target, listener);

    public Task<ConnectionTest> TestAsync(NasTarget target, bool acceptNew, CancellationToken cancellationToken) =>
        Of(target).TestAsync(target, acceptNew, cancellationToken);

    private INasFactory Of(NasTarget target) => target.Config.Kind == ConnectionKind.Ssh ? ssh : trueNas;
}
