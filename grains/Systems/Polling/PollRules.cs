using System.Collections.Immutable;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Systems.Polling;

/// <summary>What is read how often, and how long to wait after what failure.</summary>
internal static class PollRules
{
    /// <summary>Nothing of one poll may take longer; the protocols have shorter limits of their own.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static readonly ImmutableArray<InventoryPart> AllParts = [.. Enum.GetValues<InventoryPart>()];

    private static readonly TimeSpan FirstWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    // Twenty failed logins in a minute lock the door of a NAS for all who come from here.
    private static readonly TimeSpan FirstSlowRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestSlowRetry = TimeSpan.FromMinutes(15);
    // An event comes before all that it announces has settled, and seldom alone.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenPulls = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSlowPulls = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MissingAgain = TimeSpan.FromMinutes(5);
    // A timer may fire a little early by another clock.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a part is read; zero is with every poll, null never.</summary>
    public static TimeSpan? Every(InventoryPart part, ConnectionConfig config) => part switch
    {
        InventoryPart.Pools => config.MonitorPools ? TimeSpan.Zero : null,
        InventoryPart.BootPool => config.MonitorPools ? TimeSpan.FromMinutes(5) : null,
        InventoryPart.Datasets => config.MonitorDatasets ? TimeSpan.FromMinutes(5) : null,
        InventoryPart.Replications => config.MonitorReplication ? TimeSpan.Zero : null,
        InventoryPart.SnapshotTasks => config.MonitorReplication ? TimeSpan.FromMinutes(5) : null,
        InventoryPart.Disks or InventoryPart.Temperatures => TimeSpan.FromMinutes(5),
        InventoryPart.Interfaces or InventoryPart.Services or InventoryPart.Ups or InventoryPart.HighAvailability => TimeSpan.FromMinutes(5),
        InventoryPart.Smart => TimeSpan.FromMinutes(30),
        InventoryPart.Update => TimeSpan.FromHours(6),
        _ => TimeSpan.Zero,
    };

    /// <summary>A connection that was just set is tried at once; those of a process that starts are spread, so that they do not come as one.</summary>
    public static PollPlan First(TimeSpan uptime, TimeSpan interval, double? spread) =>
        new() { DueAt = uptime + (spread is { } share ? Shorter(interval, FirstWithin) * share : TimeSpan.Zero) };

    /// <summary>What to read now: a regular poll takes all that is due, one that was pulled ahead only what was pulled.</summary>
    public static ImmutableHashSet<InventoryPart> Due(PollPlan plan, ConnectionConfig config, TimeSpan uptime)
    {
        var regular = IsRegular(plan, uptime);
        var due = AllParts.Where(part => Every(part, config) is not null
            && (plan.Pulled.ContainsKey(part) || (regular && plan.ReadAgainAt.GetValueOrDefault(part) <= uptime + Tolerance))).ToImmutableHashSet();
        // Temperatures and SMART are told of disks.
        return due.Contains(InventoryPart.Temperatures) || due.Contains(InventoryPart.Smart) ? due.Add(InventoryPart.Disks) : due;
    }

    public static PollPlan Pull(PollPlan plan, IEnumerable<InventoryPart> parts, ConnectionConfig config, TimeSpan uptime) =>
        plan with { Pulled = plan.Pulled.SetItems(parts.Where(part => Every(part, config) is not null).Select(part => KeyValuePair.Create(part, uptime))) };

    /// <param name="chance">0 to 1, so that many that failed together do not come again together.</param>
    public static PollPlan After(PollPlan plan, SystemReport report, ConnectionConfig config, TimeSpan started, TimeSpan uptime, double chance)
    {
        var asked = plan with
        {
            LastStarted = started,
            Pulled = plan.Pulled.RemoveRange(plan.Pulled.Where(pull => pull.Value <= started && report.Parts.Contains(pull.Key)).Select(pull => pull.Key)),
        };
        if (report.Fault is { } fault)
        {
            var slow = IsSlow(fault);
            // What was pulled ahead waits for the next try with all the rest.
            var failed = asked with { Failures = plan.Failures + 1, Slow = slow, Pulled = asked.Pulled.Clear(), ReadAgainAt = plan.ReadAgainAt.RemoveRange(plan.Pulled.Keys) };
            return failed with { DueAt = uptime + RetryAfter(failed.Failures, slow, config.PollInterval, chance) };
        }

        var missing = (report.Inventory?.Missing ?? []).Where(part => !part.Unsupported).Select(part => part.Part).ToHashSet();
        var again = report.Parts.Select(part => KeyValuePair.Create(part, started + ReadAgainAfter(part, missing.Contains(part), config)));
        return asked with
        {
            Failures = 0,
            Slow = false,
            ReadAgainAt = asked.ReadAgainAt.SetItems(again),
            DueAt = IsRegular(plan, started) ? Longer(uptime, started + config.PollInterval) : plan.DueAt,
        };
    }

    /// <summary>How long from now the next poll is.</summary>
    public static TimeSpan Delay(PollPlan plan, TimeSpan uptime)
    {
        var next = plan.DueAt;
        if (!plan.Pulled.IsEmpty)
        {
            var pulled = plan.Pulled.Values.Min() + Settling;
            var soonest = plan.LastStarted is { } last ? last + (plan.Slow ? BetweenSlowPulls : BetweenPulls) : pulled;
            next = Shorter(next, Longer(pulled, soonest));
        }

        return Longer(next - uptime, TimeSpan.Zero);
    }

    public static TimeSpan RetryAfter(int failures, bool slow, TimeSpan interval, double chance)
    {
        var (first, longest) = slow ? (FirstSlowRetry, LongestSlowRetry) : (FirstRetry, interval);
        var doubled = first * Math.Pow(2, Math.Min(failures - 1, 20));
        return Shorter(doubled, Longer(first, longest)) * (0.8 + 0.2 * chance);
    }

    private static bool IsSlow(LinkFault fault) =>
        fault.NeedsSomebody || fault.Error is LinkError.Auth or LinkError.Permission or LinkError.Tls or LinkError.Unsupported or LinkError.Validation;

    private static bool IsRegular(PollPlan plan, TimeSpan at) => plan.DueAt <= at + Tolerance;

    private static TimeSpan ReadAgainAfter(InventoryPart part, bool missing, ConnectionConfig config) =>
        Every(part, config) is not { } every ? TimeSpan.Zero : missing ? Shorter(every, MissingAgain) : every;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
