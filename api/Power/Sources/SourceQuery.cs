using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Power.Live;
using NasOrleans.Power.Sources;

namespace NasOrleans.Api.Power.Sources;

/// <summary>Which sources, by name, how many.</summary>
internal sealed record SourceQuery : PowerListQuery
{
    [FromQuery(Name = "standing"), Description("unknown, onLine, onBattery or lost.")]
    public string? Standing { get; init; }

    [FromQuery(Name = "kind"), Description("ups or probe.")]
    public string? Kind { get; init; }

    public override bool IsNarrowed => base.IsNarrowed || (Standing, Kind) is not (null, null);

    public override void Check(Invalid invalid)
    {
        base.Check(invalid);
        if (!Words.TryParse<PowerStanding>(Standing, out _)) invalid.Add("standing", "A standing is unknown, onLine, onBattery or lost.");
        if (!Words.TryParse<SourceKind>(Kind, out _)) invalid.Add("kind", "A kind is ups or probe.");
    }

    public SourcePage PageOf(PowerView view)
    {
        var (sources, position) = view.Sources.Current;
        var standing = Words.TryParse<PowerStanding>(Standing, out var known) ? known : null;
        var kind = Words.TryParse<SourceKind>(Kind, out var one) ? one : null;
        var items = sources.Values.Select(held => SourceItem.Of(held.Snapshot, view.SinceHeard(held.At)))
            .Where(item => (standing is null || item.Standing == standing) && (kind is null || item.Kind == kind));
        var (shown, total, next) = Cut(items, item => (item.Name, item.Id));
        return new(shown, total, next, position.ToString());
    }
}

/// <summary>A page of sources. <c>Next</c> fetches the following page; <c>Feed</c> follows the changes from this state on.</summary>
internal sealed record SourcePage(IReadOnlyList<SourceItem> Items, int Total, string? Next, string Feed);
