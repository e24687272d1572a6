using NasOrleans.Drives;
using NasOrleans.Systems;

namespace NasOrleans.Api.Drives;

internal enum DriveSort
{
    Serial,
    Model,
    System,
    Health,
    Temperature,
    Size,
    Location,
}

/// <summary>A drive and the system that it is in.</summary>
internal sealed record DriveRow(string System, string SystemName, DriveSummary Drive)
{
    /// <summary>Total orders, so that a page can go on exactly where the last one ended.</summary>
    public static IComparer<DriveRow> By(DriveSort sort) => Comparer<DriveRow>.Create((a, b) =>
    {
        var order = sort switch
        {
            DriveSort.Model => Words(a.Drive.Model, b.Drive.Model),
            DriveSort.System => Words(a.SystemName, b.SystemName),
            DriveSort.Health => a.Drive.Health.CompareTo(b.Drive.Health),
            DriveSort.Temperature => Nullable.Compare(a.Drive.Celsius, b.Drive.Celsius),
            DriveSort.Size => Nullable.Compare(a.Drive.SizeBytes, b.Drive.SizeBytes),
            DriveSort.Location => Words(a.Drive.Location, b.Drive.Location),
            _ => 0,
        };
        if (order == 0) order = Words(a.Drive.Serial, b.Drive.Serial);
        if (order == 0) order = string.CompareOrdinal(a.System, b.System);
        return order != 0 ? order : string.CompareOrdinal(a.Drive.Device, b.Drive.Device);
    });

    private static int Words(string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase);
}
