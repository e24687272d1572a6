using NasOrleans.Drives;
using NasOrleans.History;

namespace NasOrleans.Api.Drives;

/// <summary>A drive in a list. One that shows neither world-wide name nor serial number has no id.</summary>
internal sealed record DriveItem(
    string? Id, string Serial, string Model, long? SizeBytes, DriveMedium Medium, DriveBus Bus, string System, string SystemName, string Device,
    string? Bay, string? Pool, double? Celsius, SmartHealth Health, string Location, bool Noted)
{
    public static DriveItem Of(DriveRow row) => new(
        row.Drive.Id?.Value, row.Drive.Serial, row.Drive.Model, row.Drive.SizeBytes, row.Drive.Medium, row.Drive.Bus, row.System, row.SystemName, row.Drive.Device,
        row.Drive.Bay, row.Drive.Pool, row.Drive.Celsius, row.Drive.Health, row.Drive.Location, row.Drive.Noted);
}

/// <summary>A page of drives. <c>Next</c> fetches the following page.</summary>
internal sealed record DrivePage(IReadOnlyList<DriveItem> Items, int Total, string? Next, DateTimeOffset AsOf);

/// <summary>Where a drive is or was, and since when.</summary>
internal sealed record PlaceView(string System, string Device, string? Bay, string? Pool, DateTimeOffset Since)
{
    public static PlaceView Of(DrivePlace place) => new(place.System.Value, place.Device, place.Bay, place.Pool, place.Since);
}

/// <summary>All that is known of a drive.</summary>
internal sealed record DriveView(
    string Id, string Serial, string? Wwn, string Model, long? SizeBytes, DriveMedium Medium, DriveBus Bus, int? RotationRate, PlaceView? Place, bool Present,
    string Location, string Notes, double? Celsius, SmartReading? Smart, DateTimeOffset? FirstSeen, DateTimeOffset? LastSeen, IReadOnlyList<PlaceView> FormerPlaces, long Revision)
{
    public static DriveView Of(DriveSnapshot drive) => new(
        drive.Id.Value, drive.Serial, drive.Wwn, drive.Model, drive.SizeBytes, drive.Medium, drive.Bus, drive.RotationRate,
        drive.Place is { } place ? PlaceView.Of(place) : null, drive.Present, drive.Location, drive.Notes, drive.Celsius, drive.Smart,
        drive.FirstSeen, drive.LastSeen, [.. drive.FormerPlaces.Select(PlaceView.Of)], drive.Revision);
}

/// <summary>What people write about a drive; what is left out stays.</summary>
internal sealed record PatchDrive(string? Location = null, string? Notes = null);

/// <summary>The values of one of a drive's series, oldest first; not all of them when it is cut off.</summary>
internal sealed record DriveHistory(string Name, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ValuePoint> Points, bool CutOff);

internal sealed record ValuePoint(DateTimeOffset At, double Value)
{
    public static ValuePoint Of(MetricPoint point) => new(point.At, point.Value);
}
