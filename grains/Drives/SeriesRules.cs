using System.Collections.Immutable;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Drives;

internal readonly record struct SeriesPoint(string Series, DateTimeOffset At, double Value);

/// <summary>
/// Which values of a drive become points of its history. Trouble at once, all else every 15 minutes when it changed, and each
/// series once a day, so that a chart has no empty years.
/// </summary>
internal static class SeriesRules
{
    private const int MaxSeries = 100;

    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Whole = TimeSpan.FromDays(1);

    public static bool IsWholeDue(DriveState state) => state.RecordedWhole is not { } last || state.LastSeen - last >= Whole;

    public static bool IsPaceDue(DateTimeOffset? last, DriveState state) => last is not { } at || state.LastSeen - at >= Pace;

    public static ImmutableArray<SeriesPoint> Due(Disk? recorded, DriveState state, bool paced, bool whole)
    {
        if (state.Disk is not { } disk || state.LastSeen is not { } seen) return [];
        var known = Values(recorded ?? new() { Name = "" }, seen).DistinctBy(value => value.Point.Series)
            .ToDictionary(value => value.Point.Series, value => value.Point.Value, StringComparer.Ordinal);
        return
        [
            .. from value in Values(disk, seen).DistinctBy(value => value.Point.Series).Take(MaxSeries)
               let changed = !known.TryGetValue(value.Point.Series, out var before) || !before.Equals(value.Point.Value)
               where whole || (changed && (paced || value.Trouble))
               select value.Point,
        ];
    }

    private static List<(SeriesPoint Point, bool Trouble)> Values(Disk disk, DateTimeOffset seen)
    {
        var values = new List<(SeriesPoint, bool)>();
        if (disk.Celsius is { } celsius && double.IsFinite(celsius)) values.Add((new(DriveSeries.Temperature, seen, celsius), false));
        if (disk.Smart is not { } smart) return values;
        var read = smart.ReadAt == default || smart.ReadAt > seen ? seen : smart.ReadAt;
        if (smart.PowerOnHours is { } hours) values.Add((new(DriveSeries.PowerOnHours, read, hours), false));
        values.AddRange(smart.Attributes.Select(attribute => (new SeriesPoint(DriveSeries.Of(attribute), read, attribute.Value), AttributeRules.IsTrouble(attribute))));
        return values;
    }
}
