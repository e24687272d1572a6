using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Fleet;

/// <summary>How many systems stand where.</summary>
[GenerateSerializer, Immutable, Alias("nas.fleet-summary")]
public sealed record FleetSummary
{
    [Id(0)] public int Systems { get; init; }

    [Id(1)] public int Online { get; init; }

    [Id(2)] public int Stale { get; init; }

    [Id(3)] public int Offline { get; init; }

    [Id(4)] public int Unknown { get; init; }

    public static FleetSummary Of(IEnumerable<SystemSnapshot> systems)
    {
        var summary = new FleetSummary();
        foreach (var system in systems) summary = summary.With(system.Status);
        return summary;
    }

    private FleetSummary With(SystemStatus status) => status switch
    {
        SystemStatus.Online => this with { Systems = Systems + 1, Online = Online + 1 },
        SystemStatus.Stale => this with { Systems = Systems + 1, Stale = Stale + 1 },
        SystemStatus.Offline => this with { Systems = Systems + 1, Offline = Offline + 1 },
        _ => this with { Systems = Systems + 1, Unknown = Unknown + 1 },
    };
}
