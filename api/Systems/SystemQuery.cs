using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Live;
using NasOrleans.Api.Paging;
using NasOrleans.Systems;

namespace NasOrleans.Api.Systems;

/// <summary>Which systems, in which order, how many.</summary>
internal sealed record SystemQuery : SortedQuery
{
    [FromQuery(Name = "q"), Description("Text that the id, name or host contains.")]
    public string? Q { get; init; }

    [FromQuery(Name = "status"), Description("unknown, online, stale or offline.")]
    public string? Status { get; init; }

    [FromQuery(Name = "sort"), Description("name, status or lastSeen; name when left out.")]
    public string? Sort { get; init; }

    public bool IsFiltered => Status is not null || !string.IsNullOrEmpty(Q);

    protected override bool IsCursorReadable => Last is not null;

    public override void Check(Invalid invalid)
    {
        base.Check(invalid);
        if (!Words.TryParse<SystemStatus>(Status, out _)) invalid.Add("status", "A status is unknown, online, stale or offline.");
        if (!Words.TryParse<SystemSort>(Sort, out _)) invalid.Add("sort", "A sort is name, status or lastSeen.");
    }

    public SystemPage PageOf(FleetSnapshot fleet, DateTimeOffset asOf)
    {
        var systems = fleet.Sorted(By);
        var step = Descends ? -1 : 1;
        var wanted = Words.TryParse<SystemStatus>(Status, out var status) ? status : null;
        var items = new List<SystemSnapshot>();
        var more = false;
        for (var at = Start(systems); at >= 0 && at < systems.Length && !more; at += step)
        {
            if (!Matches(systems[at], wanted)) continue;
            if (items.Count == Shown) more = true;
            else items.Add(systems[at]);
        }

        return new([.. items.Select(SystemView.Of)], Count(systems, wanted), more ? SystemCursor.After(items[^1]) : null, fleet.Position.ToString(), asOf);
    }

    private SystemSort By => Words.TryParse<SystemSort>(Sort, out var sort) ? sort ?? default : default;

    private SystemSnapshot? Last => Cursor is null ? null : SystemCursor.Parse(Cursor);

    private int Start(ReadOnlySpan<SystemSnapshot> systems)
    {
        if (Last is not { } last) return Descends ? systems.Length - 1 : 0;
        var found = systems.BinarySearch(last, SystemOrder.By(By));
        if (found >= 0) return Descends ? found - 1 : found + 1;
        return Descends ? ~found - 1 : ~found;
    }

    private int Count(ReadOnlySpan<SystemSnapshot> systems, SystemStatus? wanted)
    {
        if (!IsFiltered) return systems.Length;
        var count = 0;
        foreach (var system in systems)
            if (Matches(system, wanted)) count++;
        return count;
    }

    private bool Matches(SystemSnapshot system, SystemStatus? wanted) =>
        (wanted is null || system.Status == wanted)
        && (string.IsNullOrEmpty(Q) || Contains(system.Name) || Contains(system.Id.Value) || Contains(system.Host));

    private bool Contains(string text) => text.Contains(Q!, StringComparison.OrdinalIgnoreCase);
}
