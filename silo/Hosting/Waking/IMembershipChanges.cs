namespace NasOrleans.Silo.Hosting;

/// <summary>Tells that silos came or went, after which grains of any silo may sleep.</summary>
internal interface IMembershipChanges
{
    IAsyncEnumerable<long> Versions(CancellationToken cancellationToken);
}
