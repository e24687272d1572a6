using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NasOrleans.Silo.Telemetry;

/// <summary>The one meter and the one activity source of the product.</summary>
internal static class Instrumentation
{
    public const string Name = "NasOrleans";

    public static Meter Meter { get; } = new(Name, Version);

    public static ActivitySource Source { get; } = new(Name, Version);

    public static string Version => typeof(Instrumentation).Assembly.GetName().Version!.ToString(3);
}
