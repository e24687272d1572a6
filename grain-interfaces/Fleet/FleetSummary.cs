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
}
