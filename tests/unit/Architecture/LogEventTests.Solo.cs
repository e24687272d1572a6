using Orleans.Hosting;

namespace NasOrleans.Tests.Architecture;

public sealed partial class LogEventTests
{
    static partial void AddRuntime(TheoryData<Type, int> ranges) => ranges.Add(typeof(SoloOptions), 5000);
}
