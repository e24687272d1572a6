using System.Collections.Immutable;
using NasOrleans.Power.Groups.Validation;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Shown;

/// <summary>What was seen and made of it in the latest round, beside what is written.</summary>
internal sealed record GroupRound
{
    public ImmutableArray<SourceLook> Looks { get; init; } = [];

    public ImmutableArray<LoadJudgement> Loads { get; init; } = [];

    public DateTimeOffset? JudgedAt { get; init; }

    public BudgetSnapshot Budget { get; init; } = new();

    /// <summary>What its steps need and is not there.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];
}

/// <summary>A group as it is handed out.</summary>
internal static class GroupSnapshotRules
{
    public static PowerGroupSnapshot? Of(PowerGroupState state, PowerGroupId id, GroupRound round, bool dryRun, PowerMoment now) => state.Config is not { } config ? null : new()
    {
        Id = id,
        Config = config,
        Origin = state.Origin,
        DryRun = config.DryRun || dryRun,
        Sources = [.. config.Sources.Select(source => Source(source, state.Group, round, now))],
        Loads = [.. config.Loads.Select(load => Load(load, state.Group, round))],
        Run = state.Group.Run is { IsFinal: false } run ? run : null,
        Crisis = RunStartRules.InCrisis(state.Group),
        Budget = round.Budget,
        Warnings = [.. GroupConfigRules.Warnings(config), .. round.Missing],
        Revision = state.Revision,
        JudgedAt = round.JudgedAt,
    };

    public static ImmutableArray<ShutdownRun> Runs(GroupState state, int most) =>
        [.. (state.Run is { } run ? state.Runs.Insert(0, run) : state.Runs).Take(Math.Max(0, most))];

    private static GroupSource Source(PowerSourceId source, GroupState state, GroupRound round, PowerMoment now) => new()
    {
        Id = source,
        Verdict = round.Looks.FirstOrDefault(look => look.Source == source)?.Verdict,
        SilentFor = now.Ticking - state.Sources.GetValueOrDefault(source.Value)?.SilentSince ?? TimeSpan.Zero,
    };

    private static LoadSnapshot Load(LoadConfig load, GroupState state, GroupRound round)
    {
        var judged = round.Loads.FirstOrDefault(each => each.Load == load.Id);
        return new()
        {
            Id = load.Id,
            Standing = Standing(load.Id, state, judged?.Standing ?? LoadStanding.Unknown),
            Gone = judged?.Gone ?? 0,
            Needed = FeedRules.Needed(load),
            Cause = judged?.Cause,
            GoesIn = judged?.GoesIn,
        };
    }

    // In a rehearsal nothing goes down.
    private static LoadStanding Standing(string load, GroupState state, LoadStanding judged)
    {
        if (GroupRules.IsDark(state, load)) return LoadStanding.Dark;
        if (state.Run is { Kind: RunKind.Shutdown, DryRun: false } run && run.LoadOf(load) is { Spared: false })
            return run.StepsOf(load).All(step => step.HasEnded) ? LoadStanding.Ended : LoadStanding.GoingDown;
        return judged != LoadStanding.Powered && state.Loads.GetValueOrDefault(load) is { Down: true } ? LoadStanding.Ended : judged;
    }
}
