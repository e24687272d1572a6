using NasOrleans.Secrets;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Power.Sources.Servers;

/// <summary>
/// One NUT server: the single connection that reads all its UPSes. Key: <c>tenant/nut:host:port</c>. It keeps nothing on disk: whoever
/// wants a UPS watched says so again and again.
/// </summary>
[Alias("nas.INutServerGrain")]
public interface INutServerGrain : IGrainWithStringKey
{
    /// <summary>Reads this UPS from now on, and rings at its source when something changed. Said again every 10 s; forgotten after 35 s of silence.</summary>
    [ResponseTimeout("00:00:02"), Alias("Watch")] Task Watch(NutWatch watch);

    /// <summary>Reads it for this source no longer.</summary>
    [OneWay, Alias("Unwatch")] Task Unwatch(PowerSourceId source);

    /// <summary>What was last read, or null while nobody has it watched; never waits for the server.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:01"), Alias("GetReading")] Task<NutReading?> GetReading(string ups);

    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetSnapshot")] Task<NutServerSnapshot> GetSnapshot();
}

/// <summary>A source's wish to have its UPS read.</summary>
[GenerateSerializer, Immutable, Alias("nas.nut-watch")]
public sealed record NutWatch
{
    [Id(0)] public required PowerSourceId Source { get; init; }

    [Id(1)] public required NutUpsConfig Ups { get; init; }

    /// <summary>Empty where none is needed to read.</summary>
    [Id(2)] public Secret Password { get; init; }
}
