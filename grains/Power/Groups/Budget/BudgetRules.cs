using System.Collections.Immutable;
using System.Globalization;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Budget;

/// <summary>
/// Whether the batteries last: the outage is thought to begin now, the charge to fall evenly over the runtime that the UPS promises, and
/// each load to go at the first condition that would hold. A margin below nothing is told before there is an outage.
/// </summary>
internal static class BudgetRules
{
    public static BudgetSnapshot Budget(PowerGroupConfig config, ImmutableArray<SourceFacts> sources, ImmutableDictionary<string, ImmutableArray<TimeSpan>> durations)
    {
        var (decided, battery) = Decisions(config, sources, durations);
        var lines = TimelineRules.Lines(config, load => decided.GetValueOrDefault(load), durations);
        var alone = TimelineRules.Lines(config, _ => TimeSpan.Zero, durations);
        var loads = config.Loads.Select(load => OfLoad(load, decided.GetValueOrDefault(load.Id), battery.GetValueOrDefault(load.Id), lines, alone)).ToImmutableArray();
        var margins = loads.Select(load => load.Margin).OfType<TimeSpan>().ToArray();
        return new()
        {
            Loads = loads,
            Takes = alone.Select(line => line.Ends).DefaultIfEmpty().Max(),
            Margin = margins.Length == 0 ? null : margins.Min(),
            Warnings = [.. config.Loads.Zip(loads).Select(each => Warning(each.First, each.Second)).OfType<string>()],
        };
    }

    /// <summary>When each load would go, and when its power would be gone; neither is known without a battery that says how long it lasts.</summary>
    public static (ImmutableDictionary<string, TimeSpan?> Decided, ImmutableDictionary<string, TimeSpan?> Battery) Decisions(
        PowerGroupConfig config, ImmutableArray<SourceFacts> sources, ImmutableDictionary<string, ImmutableArray<TimeSpan>> durations)
    {
        var facts = sources.DistinctBy(source => source.Source).ToDictionary(source => source.Source);
        var takes = TimelineRules.Takes(config, durations);
        var decided = ImmutableDictionary.CreateBuilder<string, TimeSpan?>();
        var battery = ImmutableDictionary.CreateBuilder<string, TimeSpan?>();
        foreach (var load in config.Loads)
        {
            var needed = FeedRules.Needed(load);
            decided[load.Id] = Nth(load.Feeds.Select(feed => GoneAfter(load, facts.GetValueOrDefault(feed), takes.GetValueOrDefault(load.Id))), needed) + load.Delay;
            battery[load.Id] = Nth(load.Feeds.Select(feed => facts.GetValueOrDefault(feed)?.Runtime), needed);
        }

        return (decided.ToImmutable(), battery.ToImmutable());
    }

    /// <summary>When the first condition of the source, or the load's own, would hold.</summary>
    public static TimeSpan? GoneAfter(LoadConfig load, SourceFacts? source, TimeSpan takes)
    {
        if (source is not { Runtime: { } runtime }) return source?.Triggers is { LongOnBattery.Ticks: > 0 } only ? only.LongOnBattery : null;
        // Where nothing else holds, the UPS cries for help at the very end.
        var candidates = new List<TimeSpan> { runtime };
        if (source.Triggers is { } triggers)
        {
            if (triggers.LowCharge > 0 && source.Charge is { } charge) candidates.Add(Settled(Falls(charge, triggers.LowCharge, runtime), triggers.Stabilisation));
            if (triggers.LowRuntime > TimeSpan.Zero) candidates.Add(Settled(runtime - triggers.LowRuntime, triggers.Stabilisation));
            if (triggers.LongOnBattery > TimeSpan.Zero) candidates.Add(triggers.LongOnBattery);
        }

        if (load.Shedding is { } shedding)
        {
            var settles = TimeSpan.FromSeconds(30);
            if (shedding.Charge > 0 && source.Charge is { } charge) candidates.Add(Settled(Falls(charge, shedding.Charge, runtime), settles));
            if (shedding.Runtime > TimeSpan.Zero) candidates.Add(Settled(runtime - shedding.Runtime, settles));
            if (shedding.OnBattery > TimeSpan.Zero) candidates.Add(Settled(shedding.OnBattery, settles));
            if (shedding.ByReserve) candidates.Add(Settled(runtime - takes - load.Reserve, settles));
        }

        return candidates.Min();
    }

    private static TimeSpan Falls(double charge, double to, TimeSpan runtime) => charge <= to || charge <= 0 ? TimeSpan.Zero : runtime * ((charge - to) / charge);

    private static TimeSpan Settled(TimeSpan at, TimeSpan settles) => at > settles ? at : settles;

    // With fewer than so many known, nobody can say.
    private static TimeSpan? Nth(IEnumerable<TimeSpan?> moments, int needed)
    {
        var known = moments.OfType<TimeSpan>().Order().ToArray();
        return known.Length >= needed ? known[needed - 1] : null;
    }

    private static LoadBudget OfLoad(LoadConfig load, TimeSpan? decided, TimeSpan? battery, ImmutableArray<DrillLine> lines, ImmutableArray<DrillLine> alone)
    {
        // Where nobody knows when it goes, its steps are in no timeline but the one in which all go at once.
        var own = (decided is null ? alone : lines).Where(line => line.Load == load.Id).ToArray();
        var ends = own.Select(line => line.Ends).DefaultIfEmpty(decided ?? TimeSpan.Zero).Max();
        return new()
        {
            Load = load.Id,
            DecidedAfter = decided,
            Takes = ends - (decided ?? TimeSpan.Zero),
            Battery = battery,
            Margin = decided is null ? null : battery - ends - load.Reserve,
            Measured = own.Count(line => line.Measured),
            Steps = own.Length,
        };
    }

    private static string? Warning(LoadConfig load, LoadBudget budget) => budget switch
    {
        { Margin: { } margin } when margin < TimeSpan.Zero => string.Create(
            CultureInfo.InvariantCulture,
            $"'{load.Id}' would lose power {-margin.TotalSeconds:0} s too early: it goes after {budget.DecidedAfter?.TotalSeconds:0} s, takes {budget.Takes.TotalSeconds:0} s and keeps {load.Reserve.TotalSeconds:0} s, and the battery lasts {budget.Battery?.TotalSeconds:0} s"),
        { Battery: null } => $"Nobody knows how long the battery of '{load.Id}' lasts",
        _ => null,
    };
}
