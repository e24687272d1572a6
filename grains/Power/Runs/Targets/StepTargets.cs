using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets.Nas;
using NasOrleans.Power.Runs.Targets.Needs;
using NasOrleans.Protocols;

namespace NasOrleans.Power.Runs.Targets;

/// <summary>Leads each step to what its kind acts on, and sees to it that there is an answer by the limit, whatever happens there.</summary>
internal sealed partial class StepTargets(
    IEnumerable<IStepTarget> targets, NeedsLook needs, LifelineKeeper keeper, Installation installation, TimeProvider time, ILogger<StepTargets> log) : IStepTargets
{
    // So much before our own limit whoever acts is to give up, so that it can say what happened.
    private static readonly TimeSpan LongestEarlier = TimeSpan.FromSeconds(1);

    private readonly FrozenDictionary<StepKind, IStepTarget> _targets = targets.ToFrozenDictionary(target => target.Kind);

    public Task<StepAnswer> TellAsync(StepCall call, CancellationToken cancellationToken) => WithinAsync(
        call, StepRules.CallWithin(call.Step.Config), TellAsync, why => new StepAnswer(AnswerKind.Unclear, why), cancellationToken);

    public Task<StepSeen> AskAsync(StepCall call, CancellationToken cancellationToken) => WithinAsync(
        call, StepRules.AskWithin(call.Step.Config), AskAsync, why => new StepSeen(StepSight.Silent, why), cancellationToken);

    public Task PrepareAsync(TenantId tenant, PowerGroupId group, IReadOnlyCollection<StepConfig> steps, CancellationToken cancellationToken) =>
        keeper.KeepAsync(tenant, steps, cancellationToken);

    public async Task<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<StepConfig> steps, CancellationToken cancellationToken) =>
        await needs.MissingAsync(steps, cancellationToken);

    private async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var step = call.Step.Config;
        if (NeedRules.Lacking(step, installation) is { } lacking) return new(AnswerKind.NotSent, lacking);
        var target = _targets[StepRules.Kind(step)];
        if (!call.DryRun && !installation.DryRun) return await target.TellAsync(call, limit, cancellationToken);
        if (await needs.MissingAsync([step], cancellationToken) is [var missing, ..]) return new(AnswerKind.NotSent, missing);
        if (await target.ObjectionAsync(call, limit, cancellationToken) is { } objection) return new(AnswerKind.NotSent, objection);
        return new(AnswerKind.Taken, $"would {StepRules.Does(step)}{(call.Force ? ", the hard way" : "")}");
    }

    private async Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var step = call.Step.Config;
        if (!StepRules.CanBeAsked(step)) return new(StepSight.Silent, "There is nobody to ask");
        return NeedRules.Lacking(step, installation) is { } lacking ? new(StepSight.Silent, lacking) : await _targets[StepRules.Kind(step)].AskAsync(call, limit, cancellationToken);
    }

    private async Task<T> WithinAsync<T>(
        StepCall call, TimeSpan limit, Func<StepCall, TimeSpan, CancellationToken, Task<T>> act, Func<string, T> unknown, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var stop = either.Token;
        var earlier = limit - TimeSpan.FromTicks(Math.Min(LongestEarlier.Ticks, limit.Ticks / 5));
        try
        {
            // Not on the grain's own turn: what comes before the first await may hang just as well.
            return await Task.Run(() => act(call, earlier, stop), CancellationToken.None).WaitAsync(stop);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (late.IsCancellationRequested)
        {
            return unknown(string.Create(CultureInfo.InvariantCulture, $"No answer within {limit.TotalSeconds:0.#} s"));
        }
        catch (Exception fault)
        {
            // Whatever it was, the run goes on: it asks the target, or gives the step up.
            LogBroken(fault, call.Step.Config.Id);
            return unknown($"The call broke: {fault.Message}");
        }
    }

    [LoggerMessage(LogEvents.StepBroken, LogLevel.Error, "The call to the target of step {Step} broke")]
    private partial void LogBroken(Exception exception, string step);
}
