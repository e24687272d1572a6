using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Live;
using NasOrleans.Systems;

namespace NasOrleans.Api.Systems;

internal enum SortOrder
{
    Asc,
    Desc,
}

/// <summary>Which systems, in which order, how many.</summary>
internal sealed record SystemQuery
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    [FromQuery(Name = "q"), Description("Text that the id, name or host contains.")]
    public string? Q { get; init; }

    [FromQuery(Name = "status"), Description("unknown, online, stale or offline.")]
    public string? Status { get; init; }

    [FromQuery(Name = "sort"), Description("name, status or lastSeen; name when left out.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "order"), Description("asc or desc; asc when left out.")]
    public string? Order { get; init; }

    [FromQuery(Name = "limit"), Description("1 to 500; 100 when left out.")]
    public int? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("What the last page gave as next.")]
    public string? Cursor { get; init; }

    public bool IsFiltered => Status is not null || !string.IsNullOrEmpty(Q);

    public void Check(Invalid invalid)
    {
        if (Limit is < 1 or > MaxLimit) invalid.Add("limit", $"A limit is 1 to {MaxLimit}.");
        if (!Words.TryParse<SystemStatus>(Status, out _)) invalid.Add("status", "A status is unknown, online, stale or offline.");
        if (!Words.TryParse<SystemSort>(Sort, out _)) invalid.Add("sort", "A sort is name, status or lastSeen.");
        if (!Words.TryParse<SortOrder>(Order, out _)) invalid.Add("order", "An order is asc or desc.");
        if (Cursor is not null && !SystemCursor.TryParse(Cursor, out _)) invalid.Add("cursor", "A cursor is what the last page gave as next.");
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
            if (items.Count == (Limit ?? DefaultLimit)) more = true;
            else items.Add(systems[at]);
        }

        return new([.. items.Select(SystemView.Of)], Count(systems, wanted), more ? SystemCursor.After(items[^1]) : null, fleet.Position.ToString(), asOf);
    }

    private SystemSort By => Words.TryParse<SystemSort>(Sort, out var sort) ? sort ?? default : default;

    private bool Descends => string.Equals(Order, nameof(SortOrder.Desc), StringComparison.OrdinalIgnoreCase);

    private int Start(ReadOnlySpan<SystemSnapshot> systems)
    {
        if (Cursor is null || !SystemCursor.TryParse(Cursor, out var last)) return Descends ? systems.Length - 1 : 0;
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
