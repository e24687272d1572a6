using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate.Reporting;

/// <summary>Which graphs there are, and their values at a moment.</summary>
internal static class GraphData
{
    public static IReadOnlyList<string> Names(Release release) => release <= Release.Scale2212
        ? ["cpu", "cputemp", "disk", "disktemp", "interface", "load", "memory", "processes", "uptime", "arcsize", "arcratio"]
        : ["cpu", "cputemp", "disk", "disktemp", "interface", "load", "memory", "processes", "uptime", "arcsize", "arcactualrate", "arcrate", "arcresult"];

    public static IEnumerable<string>? Identifiers(NasEstate estate, string graph) => graph switch
    {
        "interface" => estate.Interfaces.Select(link => link.Name),
        "disk" or "disktemp" when estate.Release <= Release.Scale2212 => estate.Shelf.Bays.Select(bay => bay.Name),
        "disk" or "disktemp" => estate.Shelf.Bays.Select(bay => $"{bay.Name} | Type: {(bay.Drive.Model.IsRotating ? "HDD" : "SSD")} | Model: {bay.Drive.Model.Name} | Serial: {bay.Drive.Serial}"),
        _ => null,
    };

    public static string[] Legend(string graph) => graph switch
    {
        "cpu" => ["user", "system", "idle"],
        "disk" => ["reads", "writes"],
        "disktemp" or "cputemp" => ["temperature_value"],
        "interface" => ["received", "sent"],
        "load" => ["shortterm", "midterm", "longterm"],
        "memory" => ["available"],
        _ => ["value"],
    };

    public static double[] Values(NasEstate estate, string graph, string? identifier, DateTimeOffset at) => graph switch
    {
        "cpu" => [Load.Cpu(estate, at) * 0.6, Load.Cpu(estate, at) * 0.4, 100 - Load.Cpu(estate, at)],
        "disk" => [Load.DiskRead(estate, at) / 1024, Load.DiskWrite(estate, at) / 1024],
        "disktemp" => [Math.Round(estate.Shelf.Find(identifier?.Split(' ')[0] ?? "")?.Drive.Temperature(at) ?? 0, 1)],
        "cputemp" => [44],
        "interface" => [.. Throughput(estate, identifier, at)],
        "load" => [Load.Cpu(estate, at) / 40, 0.6, 0.5],
        "memory" => [Load.MemoryAvailable(estate, at)],
        "arcsize" => [Load.ArcSize(estate, at)],
        "uptime" => [at.ToUnixTimeSeconds() % 8_640_000],
        _ => [1],
    };

    /// <summary>Kilobits per second.</summary>
    private static IEnumerable<double> Throughput(NasEstate estate, string? name, DateTimeOffset at) =>
        estate.Interfaces.FirstOrDefault(link => link.Name == name) is { } link
            ? [Load.ReceivedRate(estate, link, at) * 8 / 1000, Load.SentRate(estate, link, at) * 8 / 1000]
            : [0, 0];
}
