using System.Collections.Immutable;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Groups.Budget;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Simulation;

/// <summary>Holds an outage to the invariants, by what really was.</summary>
internal sealed class Judge(Site site)
{
    private readonly Dictionary<string, double> _poweredSince = [];
    private readonly Dictionary<string, double> _onBatteryFor = [];
    private readonly HashSet<string> _due = [];
    private readonly HashSet<string> _excused = [];

    public List<string> Violations { get; } = [];

    public List<ShutdownRun> Runs { get; } = [];

    /// <summary>So that a simulation in which nothing happens is noticed.</summary>
    public Dictionary<string, int> Seen { get; } = [];

    /// <summary>The time that the process was not there while a load was due.</summary>
    public void NobodyThere(double seconds)
    {
        foreach (var load in _due) _onBatteryFor[load] = _onBatteryFor.GetValueOrDefault(load) - seconds;
    }

    public void Passed(double now, double seconds)
    {
        foreach (var load in site.Config.Loads)
        {
            var onLine = load.Feeds.Count(feed => site.Of(feed).Mains);
            var powered = onLine > load.Feeds.Length - FeedRules.Needed(load);
            if (!powered) _poweredSince.Remove(load.Id);
            else _poweredSince.TryAdd(load.Id, now);
            // While mains is back the battery is not drained, and the run may rest.
            if (_due.Contains(load.Id) && !powered) _onBatteryFor[load.Id] = _onBatteryFor.GetValueOrDefault(load.Id) + seconds;
            if (powered && now - _poweredSince[load.Id] >= site.Config.Cancel.After.TotalSeconds)
            {
                Forget(load.Id);
                foreach (var (step, target) in site.Targets.Where(each => IsOf(load, each.Key) && each.Value.Log is [.., not 'n'])) target.Log.Add('n');
            }

            if (site.IsDark(load)) LosesPower(now, load);
        }
    }

    public void Judged(double now, ImmutableArray<SourceLook> looks, ImmutableArray<LoadJudgement> loads, ShutdownRun? run)
    {
        foreach (var load in loads.Where(load => load.GoesNow))
        {
            _due.Add(load.Load);
            var counted = load.Cause!.Sources;
            if (counted.Length == 0) Violations.Add($"{now:0.0} {load.Load} is due without a cause");
        }

        foreach (var load in site.Config.Loads)
        {
            var fresh = load.Feeds.Count(feed => looks.First(look => look.Source == feed) is { IsFresh: true, Verdict.Standing: PowerStanding.OnLine });
            if (fresh > load.Feeds.Length - FeedRules.Needed(load) && loads.First(each => each.Load == load.Id).GoesNow) Violations.Add($"{now:0.0} {load.Id} is due though it has its mains");
        }
    }

    public void Steered(double now, GroupState before, GroupState after, ImmutableArray<LoadJudgement> loads)
    {
        foreach (var ended in after.Runs.Where(run => !before.Runs.Any(old => old.Id == run.Id))) Ended(now, ended);
        if (after.Run is not { Kind: RunKind.Shutdown } run) return;
        if (before.Run?.Id != run.Id)
        {
            Count("runs");
            foreach (var load in run.Loads.Where(load => !loads.First(each => each.Load == load.Load).GoesNow)) Violations.Add($"{now:0.0} a run began for {load.Load}, which need not go");
        }
    }

    public void Acts(double now, ShutdownRun run, RunStep step)
    {
        Count("acts");
        if (run.Kind == RunKind.PowerOn) return;
        foreach (var load in run.Loads.Where(load => load.Load == step.Config.Load && !load.Committed))
        {
            // One tick to look, one to be late.
            if (site.Config.Cancel.OnReturn && _poweredSince.TryGetValue(load.Load, out var since) && now - since > 2.5 && IsKnown(load.Load, now))
                Violations.Add($"{now:0.0} {step.Config.Id} begins though mains is back since {since:0.0}");
        }

        var open = run.Phases.TakeWhile(phase => !phase.Steps.Any(each => each.Config.Id == step.Config.Id)).SelectMany(phase => phase.Steps)
            .Where(each => !each.HasEnded && PlanRules.IsDue(run, each) && each.State == StepState.Planned && step.Attempts == 1 && !step.Forced);
        foreach (var earlier in open) Violations.Add($"{now:0.0} {step.Config.Id} begins before {earlier.Config.Id}, which comes earlier");
        if (step.Config.UpsOff is { } ups)
        {
            foreach (var load in site.Config.Loads.Where(load => load.Feeds.Contains(ups.Source) && !load.Local && !site.Targets[$"off.{load.Id}"].Down))
                Violations.Add($"{now:0.0} {ups.Source} goes off under {load.Id}");
        }
    }

    /// <summary>What was told, what was asked, over everything.</summary>
    public void Ended(bool journalFailed)
    {
        foreach (var (step, target) in site.Targets)
        {
            var told = false;
            foreach (var happened in target.Log)
            {
                if (happened is 'a') told = false;
                // Another outage is another reason, where nobody can be asked or remembers.
                else if (happened is 'n' && (journalFailed || !CanBeAsked(step))) told = false;
                else if (happened is 'T' or 'F')
                {
                    // Where nothing could be written, and nothing can be asked, nobody can know.
                    var excused = journalFailed && !CanBeAsked(step);
                    if (told && !excused) Violations.Add($"{step} was told again without being asked: {string.Concat(target.Log)}");
                    told = true;
                }
            }
        }
    }

    /// <summary>What a run of another boot told is not remembered; what can be asked is asked all the same.</summary>
    public void Rebooted()
    {
        foreach (var target in site.Targets.Values) target.Log.Add('n');
    }

    public void CameBack(string load)
    {
        Forget(load);
        _excused.Remove(load);
    }

    private bool IsKnown(string load, double now) => site.Config.Loads.First(each => each.Id == load).Feeds.All(feed => site.Of(feed).IsHeard(now));

    private bool CanBeAsked(string step) =>
        site.Config.Phases.SelectMany(phase => phase.Steps).FirstOrDefault(each => each.Id == step) is { } config && StepRules.CanBeAsked(config);

    private bool IsOf(LoadConfig load, string step) => step.EndsWith("." + load.Id, StringComparison.Ordinal) || step == load.PowerOn?.Id
        || (step.StartsWith("ups-off.", StringComparison.Ordinal) && load.Feeds.Any(feed => step.EndsWith(feed.Value, StringComparison.Ordinal)));

    private void Forget(string load)
    {
        _due.Remove(load);
        _onBatteryFor.Remove(load);
    }

    private void Ended(double now, ShutdownRun run)
    {
        Count(run.State.ToString());
        Runs.Add(run);
        if (run.Timeline[^1].Elapsed > run.Deadline + TimeSpan.FromMinutes(2) && run.State != RunState.HostWentDown) Violations.Add($"{now:0.0} a run ended after its deadline {run.Deadline}: {run.Timeline[^1].Elapsed}");
        foreach (var step in run.Steps().Where(step => !step.HasEnded)) Violations.Add($"{now:0.0} a run ended, and {step.Config.Id} did not");
        foreach (var step in run.Steps().Where(step => step.State == StepState.Cancelled && step.Attempts > 0)) Violations.Add($"{now:0.0} {step.Config.Id} is called off after it was told");
        foreach (var load in run.Loads.Where(load => load.Committed))
        {
            if (run.StepsOf(load.Load).Any(step => step.State == StepState.Cancelled) && run.State is not (RunState.HostWentDown or RunState.Aborted)) Violations.Add($"{now:0.0} {load.Load} was past its point of no return, and something was called off");
        }
    }

    private void LosesPower(double now, LoadConfig load)
    {
        var steps = site.Config.Phases.SelectMany(phase => phase.Steps).Where(step => step.Load == load.Id).ToArray();
        var targets = steps.Select(step => site.Targets[step.Id]).ToArray();
        if (!_excused.Add(load.Id)) return;
        var off = steps.Any(step => step.Id == $"off.{load.Id}") && site.Targets[$"off.{load.Id}"].Down;
        Count(off ? "saved" : "lost");
        foreach (var target in targets) target.Lost();
        if (off || !steps.Any(step => step.Id == $"off.{load.Id}") || targets.Any(target => target.Manner != Manner.Obeys)) return;
        var needs = Needs(load);
        var had = _onBatteryFor.GetValueOrDefault(load.Id, double.NaN);
        if (_due.Contains(load.Id) && had > needs) Violations.Add($"{now:0.0} {load.Id} lost power though it had {had:0} s on battery from the first trigger on, and the plan needs {needs:0} s");
        else Count("excused");
    }

    // The plan as it is without any experience, and what looking around it may take.
    private double Needs(LoadConfig load)
    {
        var lines = TimelineRules.Lines(site.Config, _ => TimeSpan.Zero, ImmutableDictionary<string, ImmutableArray<TimeSpan>>.Empty);
        var ends = lines.Where(line => line.Load == load.Id).Max(line => line.Ends);
        var around = lines.Where(line => line.Begins <= ends).Select(line => line.Phase).Distinct().Count() * (StepTimes.AskFirstFor + StepTimes.Pace).TotalSeconds;
        var unreachable = lines.Where(line => line.Begins <= ends).Sum(line => site.Targets[line.Step].SilentFor);
        return ends.TotalSeconds + around + unreachable + 10;
    }

    private void Count(string what) => Seen[what] = Seen.GetValueOrDefault(what) + 1;
}
