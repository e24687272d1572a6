using System.Reflection;
using System.Xml.Linq;
using NasOrleans.Systems;

namespace NasOrleans.Tests.Architecture;

public sealed class DependencyTests
{
    [Theory]
    [InlineData("grain-interfaces/NasOrleans.GrainInterfaces.csproj", "NasOrleans.Solo")]
    [InlineData("history/NasOrleans.History.csproj")]
    [InlineData("solo/NasOrleans.Solo.csproj")]
    [InlineData("grains/NasOrleans.Grains.csproj", "NasOrleans.GrainInterfaces", "NasOrleans.History")]
    [InlineData("api/NasOrleans.Api.csproj", "NasOrleans.GrainInterfaces", "NasOrleans.History")]
    [InlineData("silo/NasOrleans.Silo.csproj", "NasOrleans.Api", "NasOrleans.Grains", "NasOrleans.History", "NasOrleans.Solo")]
    public void Projects_DependOneWay(string project, params string[] allowed)
    {
        var references = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Equal([], references.Except(allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void Grains_ShowNoGrainClassToOthers() => Assert.Equal(
        [], typeof(SystemGrain).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Orleans.Grain))).Select(type => type.Name));

    [Fact]
    public void GrainInterfaces_HoldContractsAlone() => Assert.Equal(
        [], typeof(ISystemGrain).Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Npgsql", StringComparison.Ordinal)));
}
