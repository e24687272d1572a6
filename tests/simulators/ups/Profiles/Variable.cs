using System.Collections.Immutable;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Simulators.Ups.Profiles;

/// <summary>A variable of a UPS: what it reads, and what may be written to it.</summary>
internal sealed record Variable(string Name, Func<SimulatedUps, string?> Read)
{
    public static Variable Status { get; } = new("ups.status", ups => ups.Status);

    public bool IsWritable { get; init; }

    /// <summary>The longest text it takes; zero for a number.</summary>
    public int Length { get; init; }

    public ImmutableArray<string> Choices { get; init; } = [];

    public ImmutableArray<(int Low, int High)> Ranges { get; init; } = [];

    /// <summary>Kept as it was written.</summary>
    public static Variable Setting(string name, int length = 0) => new(name, ups => ups.Setting(name)) { IsWritable = true, Length = length };

    public static Variable Fixed(string name, string text) => new(name, _ => text);
}
