using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void Simulator_SharesNoCodeWithTheProduct() => Assert.DoesNotContain(
        typeof(TrueNasFleet).Assembly.GetReferencedAssemblies(), each => each.Name!.StartsWith("NasOrleans", StringComparison.Ordinal));
}
