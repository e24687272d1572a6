using NasOrleans.Power.Groups;
using NasOrleans.Power.Sources;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Hosting;

/// <summary>What came of offering a start value.</summary>
internal enum StartRefusal
{
    None,
    Deleted,
    SetByUser,

    /// <summary>Not taken, and yet it should have been.</summary>
    Other,
}

internal static class StartValue
{
    public static string Name(SourceStart start) => start.Config.Probe is { } probe
        ? $"power source '{start.Id}' ({probe.Target})"
        : $"power source '{start.Id}' ({start.Config.Ups!.Ups}@{start.Config.Ups.Server.Host})";

    public static string Name(GroupStart start) => $"power group '{start.Id}' ({start.Config.Loads.Length} loads)";

    public static string Text(IEnumerable<PowerProblem> problems) => string.Join("; ", problems.Select(problem => $"{problem.Field}: {problem.Message}"));

    public static StartRefusal Of(PowerRefusal refusal) => refusal switch
    {
        PowerRefusal.None => StartRefusal.None,
        PowerRefusal.Deleted => StartRefusal.Deleted,
        PowerRefusal.SetByUser => StartRefusal.SetByUser,
        _ => StartRefusal.Other,
    };

    public static StartRefusal Of(GroupRefusal refusal) => refusal switch
    {
        GroupRefusal.None => StartRefusal.None,
        GroupRefusal.Deleted => StartRefusal.Deleted,
        GroupRefusal.SetByUser => StartRefusal.SetByUser,
        _ => StartRefusal.Other,
    };
}
