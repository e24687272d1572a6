using System.Collections.Immutable;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>A self-test by the calendar, which is what smart.test.create makes.</summary>
public sealed record SmartSchedule(int Id, SelfTestKind Kind)
{
    public bool IsForAll { get; init; }

    public ImmutableArray<string> Disks { get; init; } = [];

    public string Description { get; init; } = "";

    public string Hour { get; init; } = "0";

    public string Day { get; init; } = "*";

    public string Month { get; init; } = "*";

    public string Weekday { get; init; } = "*";
}
