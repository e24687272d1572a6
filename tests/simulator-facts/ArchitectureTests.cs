using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Simulators.Ups.Hosting;

namespace NasOrleans.Tests;

public sealed class ArchitectureTests
{
    public static TheoryData<Type> Doors => [typeof(TrueNasFleet), typeof(UpsFleet)];

    [Theory]
    [MemberData(nameof(Doors))]
    public void Simulator_SharesNoCodeWithTheProduct(Type door) => Assert.DoesNotContain(
        door.Assembly.GetReferencedAssemblies(), each => each.Name!.StartsWith("NasOrleans", StringComparison.Ordinal));
}
