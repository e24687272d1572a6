using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols;
using static NasOrleans.Tests.Unit.Power.Groups.Stage;

namespace NasOrleans.Tests.Unit.Power.Runs;

/// <summary>What holds of every run, whatever targets, mains, people, the journal and the process do meanwhile.</summary>
public sealed class RunLawsTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Fact]
    public void EveryRun_EndsByItsDeadline_AndSoDoesEveryStep() => Check.One(Often, Prop.ForAll<int, byte[]>((kind, script) =>
        Play(kind, script).Run is { IsFinal: true } run && run.Timeline[^1].Elapsed <= run.Deadline + TimeSpan.FromSeconds(60) && run.Steps().All(step => step.HasEnded)));

    [Fact]
    public void NothingIsToldTwice_WithoutBeingAskedBetween() => Check.One(Often, Prop.ForAll<int, byte[]>((kind, script) => Play(kind, script).Repeated.Count == 0));

    [Fact]
    public void NothingBegins_BeforeAllThatComesEarlierHasEnded() => Check.One(Often, Prop.ForAll<int, byte[]>((kind, script) => Play(kind, script).OutOfOrder.Count == 0));

    [Fact]
    public void CalledOff_IsOnlyWhatWasNotTold_AndNothingPastThePointOfNoReturn() => Check.One(Often, Prop.ForAll<int, byte[]>((kind, script) =>
        Play(kind, script).Run is var run
        && run.Steps().All(step => step.State != StepState.Cancelled || step.Attempts == 0)
        && (run.EndsAs is not null || run.State == RunState.HostWentDown || run.Loads.All(load => !load.Committed || run.StepsOf(load.Load).All(step => step.State != StepState.Cancelled)))));

    [Fact]
    public void AnotherBoot_EndsIt_AndNothingIsToldAfterwards() => Check.One(Often, Prop.ForAll<int, byte[]>((kind, script) =>
    {
        var run = Play(kind, script, most: script.Length).Run;
        var now = new PowerMoment(run.Origin + TimeSpan.FromHours(2), default);
        var closed = RestartRules.Resume(run, "boot-2", now);
        return closed.IsFinal && RunRules.Next(closed, RunFacts.Alone, now).IsEmpty && closed.Steps().Sum(step => step.Attempts) == run.Steps().Sum(step => step.Attempts);
    }));

    [Fact]
    public void Plays_ReachWhatTheLawsAreAbout()
    {
        var random = new Random(1);
        var played = Enumerable.Range(0, 2000).Select(kind =>
        {
            var script = new byte[random.Next(1, 60)];
            random.NextBytes(script);
            return Play(kind, script).Run;
        }).ToArray();

        Assert.Equal([RunState.Completed, RunState.Incomplete, RunState.Cancelled, RunState.Aborted], played.Select(run => run.State).Distinct().Order());
        Assert.Equal(
            [StepState.Acted, StepState.Confirmed, StepState.Failed, StepState.Skipped, StepState.Cancelled, StepState.Unknown],
            played.SelectMany(run => run.Steps()).Select(step => step.State).Distinct().Order());
        Assert.Contains(played, run => run.Steps().Any(step => step.Forced));
        Assert.Contains(played, run => run.Loads.Any(load => load.Committed));
    }

    // Each byte is a second, and what happens in it.
    private static Played Play(int kind, byte[] script, int most = 20_000)
    {
        var config = Site(kind);
        var now = new PowerMoment(TimeSpan.FromHours(1), new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var run = PlanRules.Plan(
            new()
            {
                Id = Guid.Empty,
                Group = new("g"),
                StartedBy = "power",
                Reason = "",
                BootId = "boot-1",
                Protective = kind % 4 != 0,
                DryRun = kind % 11 == 0,
                AskFirst = kind % 5 == 0 ? ["lab", "nas"] : [],
                Loads = ImmutableDictionary<string, LoadCause?>.Empty.Add("nas", null).Add(kind % 3 == 0 ? "lab" : "us", null),
            },
            config,
            now);
        var told = new HashSet<string>();
        var (repeated, outOfOrder, calls) = (new List<string>(), new List<string>(), new Dictionary<string, StepActKind>());
        for (var second = 0; second < most && !run.IsFinal; second++)
        {
            var happens = script.Length == 0 ? second : script[second % script.Length] + (second / script.Length);
            now = new(now.Ticking + TimeSpan.FromSeconds(1), now.Wall.AddSeconds(happens % 37 == 0 ? -500 : 1));
            foreach (var (step, call) in calls.Where((_, index) => (happens + index) % 3 > 0).ToArray())
            {
                calls.Remove(step);
                if (call == StepActKind.Ask) told.Remove(step);
                var answer = (AnswerKind)(happens / 2 % 4);
                if (call != StepActKind.Ask && answer == AnswerKind.NotSent && run.Find(step) is { State: StepState.Acting }) told.Remove(step);
                run = call == StepActKind.Ask
                    ? OutcomeRules.Asked(run, step, new((StepSight)(happens % 4)), now)
                    : OutcomeRules.Answered(run, step, new(answer), now);
            }

            if (happens % 29 == 7)
            {
                calls.Clear();
                run = RestartRules.Resume(run, "boot-1", now);
            }

            if (happens % 61 == 9) run = SteeringRules.Hold(run, Order, TimeSpan.FromMinutes(1), now);
            if (happens % 67 == 9) run = SteeringRules.Resume(run, Order, now);
            if (happens % 71 == 9 && run.Steps().FirstOrDefault(step => !step.HasEnded && PlanRules.IsDue(run, step)) is { } some) run = SteeringRules.Skip(run, some.Config.Id, Order, now);
            if (happens % 251 == 9) run = SteeringRules.Abort(run, Order, now);
            if (happens % 23 == 9 && run.LoadOf("lab") is null or { Spared: true }) run = ReturnRules.Join(run, ImmutableDictionary<string, LoadCause?>.Empty.Add("lab", null), [], now);
            run = ReturnRules.Mains(run, happens / 40 % 3 == 1 ? ["nas", "lab"] : [], config.Cancel, now);
            run = RunRules.Advance(run, RunFacts.Alone, now);

            var next = RunRules.Next(run, RunFacts.Alone, now).Where(act => !calls.ContainsKey(act.Step)).ToImmutableArray();
            var acts = next.Where(act => act.Kind != StepActKind.Ask).ToImmutableArray();
            run = RunRules.Begin(run, acts, now);
            run = happens % 13 == 5 ? WriteRules.Unwritten(run, acts, now, now) : WriteRules.Written(run);
            foreach (var act in next)
            {
                if (act.Kind != StepActKind.Ask)
                {
                    if (run.Find(act.Step) is not { State: StepState.Acting } step) continue;
                    if (!told.Add(act.Step)) repeated.Add(act.Step);
                    if (step.Attempts == 1 && Earlier(run, act.Step).Any(each => each.State == StepState.Planned && PlanRules.IsDue(run, each))) outOfOrder.Add(act.Step);
                }

                calls[act.Step] = act.Kind;
            }
        }

        return new(run, repeated, outOfOrder);
    }

    private static RunOrder Order => new() { Run = Guid.Empty, By = "ada" };

    private static IEnumerable<RunStep> Earlier(ShutdownRun run, string step) =>
        run.Phases.TakeWhile(phase => phase.Steps.All(each => each.Config.Id != step)).SelectMany(phase => phase.Steps);

    private static PowerGroupConfig Site(int kind)
    {
        var config = Group(Load("nas", A), Load("lab", A), Load("us", B) with { Local = true });
        return config with
        {
            Phases =
            [
                config.Phases[0] with { Parallel = kind % 2 == 0 },
                new() { Name = "Commands", Steps = [new() { Id = "stop", Load = "nas", Command = new() { Name = "stop" }, NoReturn = kind % 7 == 0, OnFailure = kind % 13 == 0 ? FailurePolicy.Abort : FailurePolicy.GoOn }] },
                config.Phases[1] with { Parallel = kind % 4 < 2 },
                config.Phases[2],
            ],
            UpsOff = kind % 2 == 0 ? [new() { Source = A }] : [],
            Cancel = new() { OnReturn = kind % 6 != 0 },
        };
    }

    private sealed record Played(ShutdownRun Run, List<string> Repeated, List<string> OutOfOrder);
}
