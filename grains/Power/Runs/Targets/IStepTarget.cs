using NasOrleans.Power.Runs.Steps;

namespace NasOrleans.Power.Runs.Targets;

/// <summary>What one kind of step acts on. Its limits are kept, its needs are there and rehearsals are answered before it is called.</summary>
internal interface IStepTarget
{
    StepKind Kind { get; }

    Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken);

    Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Why it could not be told now, beyond programs, keys and names; null when nothing is known against it. Asked in a rehearsal.</summary>
    Task<string?> ObjectionAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
