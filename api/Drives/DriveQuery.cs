using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Paging;
using NasOrleans.Drives;

namespace NasOrleans.Api.Drives;

/// <summary>Which drives, in which order, how many.</summary>
internal sealed record DriveQuery : SortedQuery
{
    [FromQuery(Name = "q"), Description("Text that the serial number, model, device, pool, location, id or system contains.")]
    public string? Q { get; init; }

    [FromQuery(Name = "system"), Description("The id of the system that the drives are in.")]
    public string? System { get; init; }

    [FromQuery(Name = "model"), Description("Text that the model contains.")]
    public string? Model { get; init; }

    [FromQuery(Name = "health"), Description("unknown, passed or failed.")]
    public string? Health { get; init; }

    [FromQuery(Name = "location"), Description("The location that somebody wrote, whole; empty for drives without one.")]
    public string? Location { get; init; }

    [FromQuery(Name = "medium"), Description("unknown, hdd or ssd.")]
    public string? Medium { get; init; }

    [FromQuery(Name = "sort"), Description("serial, model, system, health, temperature, size or location; serial when left out.")]
    public string? Sort { get; init; }

    protected override bool IsCursorReadable => Last is not null;

    private DriveRow? Last => Cursor is null ? null : DriveCursor.Parse(Cursor);

    public override void Check(Invalid invalid)
    {
        base.Check(invalid);
        if (!Words.TryParse<SmartHealth>(Health, out _)) invalid.Add("health", "A health is unknown, passed or failed.");
        if (!Words.TryParse<DriveMedium>(Medium, out _)) invalid.Add("medium", "A medium is unknown, hdd or ssd.");
        if (!Words.TryParse<DriveSort>(Sort, out _)) invalid.Add("sort", "A sort is serial, model, system, health, temperature, size or location.");
    }

    // Sorted only as far as the page goes: a fleet has many more drives than a page.
    public DrivePage PageOf(IEnumerable<DriveRow> all, DateTimeOffset asOf)
    {
        var wanted = all.Where(Filter()).ToArray();
        var by = DriveRow.By(Words.TryParse<DriveSort>(Sort, out var sort) ? sort ?? default : default);
        var last = Last;
        var rest = last is null ? wanted : wanted.Where(row => Descends ? by.Compare(row, last) < 0 : by.Compare(row, last) > 0);
        var shown = (Descends ? rest.OrderDescending(by) : rest.Order(by)).Take(Shown + 1).ToArray();
        return new([.. shown.Take(Shown).Select(DriveItem.Of)], wanted.Length, shown.Length > Shown ? DriveCursor.After(shown[Shown - 1]) : null, asOf);
    }

    private Func<DriveRow, bool> Filter()
    {
        var health = Words.TryParse<SmartHealth>(Health, out var known) ? known : null;
        var medium = Words.TryParse<DriveMedium>(Medium, out var kind) ? kind : null;
        return row => (health is null || row.Drive.Health == health)
            && (medium is null || row.Drive.Medium == medium)
            && (System is null || row.System == System)
            && (Location is null || row.Drive.Location.Equals(Location, StringComparison.OrdinalIgnoreCase))
            && Contains(row.Drive.Model, Model)
            && (string.IsNullOrEmpty(Q) || Texts(row).Any(text => Contains(text, Q)));
    }

    private static IEnumerable<string> Texts(DriveRow row) =>
        [row.Drive.Serial, row.Drive.Model, row.Drive.Device, row.Drive.Pool ?? "", row.Drive.Location, row.Drive.Id?.Value ?? "", row.System, row.SystemName];

    private static bool Contains(string text, string? part) => string.IsNullOrEmpty(part) || text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
