using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasOrleans.Power;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Protocols;

namespace NasOrleans.Tests.Grains.Power.Groups;

/// <summary>What steps act on, by a test's script; by itself everything takes what it is told and shows it at once.</summary>
internal sealed class ScriptedTargets : IStepTargets
{
    private readonly ConcurrentDictionary<string, Script> _scripts = new(StringComparer.Ordinal);

    /// <summary>Every call, in order: <c>tell</c>, <c>force</c>, <c>would</c> or <c>ask</c>, and the step.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public ImmutableArray<string> Missing { get; set; } = [];

    public ConcurrentDictionary<PowerGroupId, ImmutableArray<string>> Prepared { get; } = new();

    /// <summary>Called with each call before it is answered.</summary>
    public Action<string> OnCall { get; set; } = _ => { };

    public Script this[string step] => _scripts.GetOrAdd(step, _ => new());

    public string Words => string.Join(", ", Log);

    public string Told => string.Join(", ", Log.Where(line => !line.StartsWith("ask", StringComparison.Ordinal)));

    public int Times(string call) => Log.Count(line => line == call);

    public async Task<StepAnswer> TellAsync(StepCall call, CancellationToken cancellationToken)
    {
        var step = call.Step.Config.Id;
        var script = this[step];
        Say($"{(call.DryRun ? "would" : call.Force ? "force" : "tell")} {step}");
        await script.Hold;
        if (call.DryRun) return new(AnswerKind.Taken, "[DRY-RUN] would " + StepRules.Does(call.Step.Config));
        if (script.Answer == AnswerKind.Taken && script.Sight == StepSight.Untouched && script.Obeys) script.Sight = StepSight.Done;
        return new(script.Answer);
    }

    public async Task<StepSeen> AskAsync(StepCall call, CancellationToken cancellationToken)
    {
        var step = call.Step.Config.Id;
        Say($"ask {step}");
        await this[step].HoldAsk;
        return new(this[step].Sight);
    }

    public Task PrepareAsync(TenantId tenant, PowerGroupId group, IReadOnlyCollection<StepConfig> steps, CancellationToken cancellationToken)
    {
        Prepared[group] = [.. steps.Select(step => step.Id)];
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<StepConfig> steps, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(Missing);

    private void Say(string call)
    {
        Log.Enqueue(call);
        OnCall(call);
    }

    internal sealed class Script
    {
        public AnswerKind Answer { get; set; } = AnswerKind.Taken;

        /// <summary>What it shows when it is asked.</summary>
        public StepSight Sight { get; set; } = StepSight.Untouched;

        /// <summary>It is as wanted as soon as it was told.</summary>
        public bool Obeys { get; set; } = true;

        /// <summary>Telling does not come back before this is done.</summary>
        public Task Hold { get; set; } = Task.CompletedTask;

        public Task HoldAsk { get; set; } = Task.CompletedTask;
    }
}
