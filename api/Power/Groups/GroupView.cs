using NasOrleans.Api.Power.Live;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Api.Power.Groups;

/// <summary>A group in a list and in the feed: what of it is due, what is under way, and whether there would be time enough.</summary>
internal sealed record GroupItem
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>How it stands, in one line.</summary>
    public required string Standing { get; init; }

    /// <summary>Nothing is really done: the group's own wish, or that of the installation.</summary>
    public bool DryRun { get; init; }

    /// <summary>An outage has led to a run: none starts by itself again until mains is back, or somebody resets it.</summary>
    public bool Crisis { get; init; }

    public IReadOnlyList<GroupSourceItem> Sources { get; init; } = [];

    public IReadOnlyList<LoadItem> Loads { get; init; } = [];

    public RunItem? Run { get; init; }

    /// <summary>What would be left of the tightest battery if an outage began now; null when no battery is known.</summary>
    public TimeSpan? Margin { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public long Revision { get; init; }

    public static GroupItem Of(PowerGroupSnapshot group) => new()
    {
        Id = group.Id.Value,
        Name = group.Config.Name,
        Standing = GroupWords.Standing(group),
        DryRun = group.DryRun,
        Crisis = group.Crisis,
        Sources = [.. group.Sources.Select(source => new GroupSourceItem(source.Id.Value, source.Verdict?.Standing, source.Verdict?.Why ?? "Nobody answers for it"))],
        Loads = [.. group.Loads.Select(load => LoadItem.Of(load, group.Config))],
        Run = group.Run is { } run ? RunItem.Of(run) : null,
        Margin = group.Budget.Margin,
        Warnings = [.. group.Warnings, .. group.Budget.Warnings],
        Revision = group.Revision,
    };
}

/// <summary>A source as this group sees it; no standing when nobody answers for it.</summary>
internal sealed record GroupSourceItem(string Id, PowerStanding? Standing, string Why);

internal sealed record LoadItem(string Id, string Name, LoadStanding Standing, int Gone, int Needed, string? Cause, TimeSpan? GoesIn)
{
    public static LoadItem Of(LoadSnapshot load, PowerGroupConfig config) => new(
        load.Id, config.Loads.FirstOrDefault(each => each.Id == load.Id) is { Name.Length: > 0 } named ? named.Name : load.Id,
        load.Standing, load.Gone, load.Needed, load.Cause?.Text, load.GoesIn);
}

/// <summary>All that is known of a group, and its configuration as it can be written back.</summary>
internal sealed record GroupView
{
    public required GroupItem State { get; init; }

    public BudgetSnapshot Budget { get; init; } = new();

    public RunView? Run { get; init; }

    public PowerOrigin Origin { get; init; }

    public required PowerGroupConfig Config { get; init; }

    public static GroupView Of(PowerGroupSnapshot group) => new()
    {
        State = GroupItem.Of(group),
        Budget = group.Budget,
        Run = group.Run is { } run ? RunView.Of(run, repeated: false) : null,
        Origin = group.Origin,
        Config = group.Config,
    };
}

/// <summary>How groups are kept in the view.</summary>
internal sealed class ShelvedGroup : IShelved<PowerGroupSnapshot>
{
    public static string Id(PowerGroupSnapshot group) => group.Id.Value;

    public static long Revision(PowerGroupSnapshot group) => group.Revision;

    public static object Told(PowerGroupSnapshot group) => GroupItem.Of(group);

    // The words of a source and the estimates of its battery move on by themselves.
    public static object Lasting(PowerGroupSnapshot group)
    {
        var item = GroupItem.Of(group);
        return item with { Revision = 0, Margin = null, Sources = [.. item.Sources.Select(source => source with { Why = "" })] };
    }
}
