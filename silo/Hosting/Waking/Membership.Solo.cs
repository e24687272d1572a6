namespace NasOrleans.Silo.Hosting;

/// <summary>One process is all there is, so nobody comes or goes.</summary>
internal sealed class Membership : IMembershipChanges
{
    public IAsyncEnumerable<long> Versions(CancellationToken cancellationToken) => AsyncEnumerable.Empty<long>();
}
