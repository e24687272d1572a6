using System.Collections.Immutable;
using NasOrleans.Power.Sources.Machines;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Battery;

/// <summary>What is learned of a battery from day to day, and when it is told.</summary>
internal static class BatteryRules
{
    private const int MostDays = 400;
    private const double Full = 95;
    private const double LeastLoad = 5;
    private static readonly int[] Tiers = [50, 30, 15];

    public static (BatteryState Next, ImmutableArray<PowerNote> Notes) Next(BatteryState battery, MachineStates machines, ImmutableArray<PowerNote> told, TimeSpan? sinceTransfer, Glance glance)
    {
        var next = YieldRules.Next(battery, glance, sinceTransfer) with { ReplaceAsked = machines.ReplaceBattery };
        if (told.Any(note => note.Kind == PowerNoteKind.BatteryAnomaly)) next = next with { Anomalies = [.. next.Anomalies.TakeLast(MostDays), glance.Now.Wall] };
        if (glance.HasNewNumbers) next = Learned(next, machines, glance);
        return Judged(next, next != battery || IsNewDay(next.Scores, glance.Now.Wall), glance.Now.Wall);
    }

    private static BatteryState Learned(BatteryState battery, MachineStates machines, Glance glance)
    {
        var wall = glance.Now.Wall;
        var next = battery;
        if (TestRules.Passed(machines.Test.Result) is { } passed && (battery.TestPassed != passed || battery.TestedAt is null)) next = next with { TestPassed = passed, TestedAt = wall };
        var born = BatteryDate.Read(glance.Variables, wall) ?? battery.Born;
        // Another date is another battery: what the old one gave is no measure for the new one.
        if (born != battery.Born) next = battery.Born is null ? next with { Born = born } : new() { Born = born };
        if (IsNewDay(next.Promises, wall) && Promise(glance) is { } promise) next = next with { Promises = Put(next.Promises, new(wall, promise)) };
        return next;
    }

    private static double? Promise(Glance glance) =>
        glance.Status.Supply == Supply.Mains && glance.Numbers is { Charge.Value: >= Full, Load: { } load and >= LeastLoad, Runtime.Value: { } runtime and > 0 } ? runtime * load : null;

    private static (BatteryState Next, ImmutableArray<PowerNote> Notes) Judged(BatteryState battery, bool isDue, DateTimeOffset wall)
    {
        if (!isDue || HealthRules.Score(battery, wall).Score is not { } score) return (battery, []);
        var next = IsNewDay(battery.Scores, wall) ? battery with { Scores = Put(battery.Scores, new(wall, score)) } : battery;
        var tier = Tiers.LastOrDefault(tier => score < tier, 100);
        // A little better is not better: it must rise well over the tier to be told of again.
        if (tier > next.Told && score < next.Told + 10) return (next, []);
        if (tier == next.Told) return (next, []);
        var worse = tier < next.Told;
        return (next with { Told = tier },
        [
            Note.Of(PowerNoteKind.BatteryHealth, worse ? tier == 50 ? PowerSeverity.Warning : PowerSeverity.Critical : PowerSeverity.Good, wall, $"{next.Told}", $"{tier}",
                worse ? $"The health of the battery is {score:0} of 100" : $"The health of the battery is better: {score:0} of 100", ("health", score)),
        ]);
    }

    private static bool IsNewDay(ImmutableArray<BatteryDay> days, DateTimeOffset wall) => days.IsEmpty || (wall - days[^1].Day).Duration() >= TimeSpan.FromHours(24);

    private static ImmutableArray<BatteryDay> Put(ImmutableArray<BatteryDay> days, BatteryDay day) => [.. days.TakeLast(MostDays - 1), day];
}
