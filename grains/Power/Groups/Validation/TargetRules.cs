using NasOrleans.Power.Runs.Steps;

namespace NasOrleans.Power.Groups.Validation;

/// <summary>What a step shuts down, so that one thing has one owner.</summary>
internal static class TargetRules
{
    /// <summary>Null for steps that take nothing down as a whole.</summary>
    public static string? Target(StepConfig step) => step switch
    {
        { TrueNas: { } nas } => $"system:{nas.System}",
        { Host: { } host } when StepRules.Confirmation(step) == StepConfirmation.Dark => $"host:{host.On.Host.ToLowerInvariant()}:{host.On.Port}",
        { LocalHostOff: not null } => "our own host",
        _ => null,
    };

    public static IEnumerable<(string Load, string Target)> Targets(PowerGroupConfig config) =>
    [
        .. config.Phases.SelectMany(phase => phase.Steps).Where(step => Target(step) is not null).Select(step => (step.Load, Target(step)!)),
        .. config.Loads.Where(load => load.System is not null).Select(load => (load.Id, $"system:{load.System}")),
    ];
}
