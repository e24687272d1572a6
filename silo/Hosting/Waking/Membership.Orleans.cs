using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace NasOrleans.Silo.Hosting;

internal sealed class Membership(IClusterMembershipService cluster) : IMembershipChanges
{
    public async IAsyncEnumerable<long> Versions([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var snapshot in cluster.MembershipUpdates.WithCancellation(cancellationToken)) yield return snapshot.Version.Value;
    }
}
