namespace NasOrleans.Power.Runs.Targets;

/// <summary>
/// What steps are carried out on. Nothing is decided here, nothing is tried again, and every call has answered by its limit, whatever
/// the target does; it never throws for what a target does or lacks.
/// </summary>
internal interface IStepTargets
{
    /// <summary>Tells the target, once. Within <see cref="Steps.StepRules.CallWithin"/>; in a dry-run it says what it would do.</summary>
    Task<StepAnswer> TellAsync(StepCall call, CancellationToken cancellationToken);

    /// <summary>How the target stands, as the step's confirmation wants to know it.</summary>
    Task<StepSeen> AskAsync(StepCall call, CancellationToken cancellationToken);

    /// <summary>What is needed to reach the targets of these steps is kept where it survives the loss of all other storage.</summary>
    Task PrepareAsync(TenantId tenant, PowerGroupId group, IReadOnlyCollection<Steps.StepConfig> steps, CancellationToken cancellationToken);

    /// <summary>Programs, keys, passwords and commands that these steps need and that are not there, a line each.</summary>
    Task<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<Steps.StepConfig> steps, CancellationToken cancellationToken);
}

/// <summary>A step of a run whose target is to be told or asked.</summary>
internal sealed record StepCall
{
    public required TenantId Tenant { get; init; }

    public required PowerGroupId Group { get; init; }

    public required Guid Run { get; init; }

    public required RunStep Step { get; init; }

    /// <summary>Of the run, as people see it.</summary>
    public string Reason { get; init; } = "";

    public bool DryRun { get; init; }

    /// <summary>The hard way.</summary>
    public bool Force { get; init; }
}
