using System.Collections.Immutable;
using NasOrleans.Protocols;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Systems.Commands;

/// <summary>What is stopped before a system goes down.</summary>
internal static class ShutdownRules
{
    public static ImmutableArray<Workload> ToStop(SystemInventory? inventory) =>
        [.. (inventory?.Workloads ?? []).Where(workload => workload.Running)];

    public static string Result(IReadOnlyCollection<(Workload Workload, NasAnswer Answer)> stopped)
    {
        if (stopped.Count == 0) return "No app or virtual machine was running";
        var left = stopped.Where(each => each.Answer.Kind != AnswerKind.Taken).ToArray();
        return left.Length == 0
            ? $"{stopped.Count} apps and virtual machines were stopped"
            : $"{stopped.Count - left.Length} of {stopped.Count} apps and virtual machines were stopped; not {string.Join(", ", left.Select(each => each.Workload.Name))}";
    }

    /// <summary>What to wake: the cards that somebody named, else those that were seen.</summary>
    public static ImmutableArray<string> CardsToWake(ImmutableArray<string> named, SystemInventory? inventory) => named.Length > 0
        ? named
        : [.. (inventory?.Interfaces ?? []).Select(card => card.Mac).OfType<string>().Where(mac => mac.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}
