using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Power.Live;

namespace NasOrleans.Api.Power.Groups;

/// <summary>Which groups, by name, how many.</summary>
internal sealed record GroupQuery : PowerListQuery
{
    [FromQuery(Name = "source"), Description("The id of a source that the groups hang on.")]
    public string? Source { get; init; }

    [FromQuery(Name = "running"), Description("true for groups with a run under way, false for those without.")]
    public bool? Running { get; init; }

    public override bool IsNarrowed => base.IsNarrowed || Source is not null || Running is not null;

    public GroupPage PageOf(PowerView view)
    {
        var (groups, position) = view.Groups.Current;
        var items = groups.Values.Select(held => held.Snapshot)
            .Where(group => (Source is null || group.Config.Sources.Any(source => source.Value == Source)) && (Running is null || Running == group.Run is not null))
            .Select(GroupItem.Of);
        var (shown, total, next) = Cut(items, item => (item.Name, item.Id));
        return new(shown, total, next, position.ToString());
    }
}

/// <summary>A page of groups. <c>Next</c> fetches the following page; <c>Feed</c> follows the changes from this state on.</summary>
internal sealed record GroupPage(IReadOnlyList<GroupItem> Items, int Total, string? Next, string Feed);
