using System.Collections.Immutable;
using NasOrleans.Power.Sources.Battery;
using NasOrleans.Power.Sources.Machines;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Judging;

/// <summary>Takes in what was newly read: who feeds the load, since when, and what else changed.</summary>
internal static class ObservationRules
{
    // No nominal voltage is low enough for this to be mains.
    private const double NoMains = 50;

    public static (UpsState Next, ImmutableArray<PowerNote> Notes) Take(UpsState state, PowerSourceConfig config, PowerObservation seen, PowerMoment now)
    {
        var marked = state with { Mark = new(seen.Reader, seen.Sequence, seen.At) };
        if (seen.Fault is { } fault) return (marked with { Contact = ContactRules.Failed(state.Contact, fault, seen.FailingSince ?? seen.At, state.AwakeSince) }, []);
        if (UpsStatus.Read(seen.Status) is not { Supply: not Supply.Unknown } status)
            return (marked with { Contact = ContactRules.Failed(state.Contact, Unclear(seen.Status), seen.At, state.AwakeSince) }, []);

        var numbers = NumberRules.Next(state.Numbers, seen);
        var glance = new Glance { Status = status, Numbers = numbers, HasNewNumbers = numbers != state.Numbers, Variables = seen.Variables, Now = now };
        var asked = new PowerMoment(seen.At, now.Wall - (now.Ticking - seen.At));
        var fed = Fed(Forced(marked with { Numbers = numbers, Contact = ContactRules.Heard(state.Contact, now) }, status), status, config.Triggers, glance.HasNewNumbers, asked);
        var (machines, ofMachines) = MachineRules.Next(state.Machines, config.Voltage, glance);
        var (battery, ofBattery) = BatteryRules.Next(state.Battery, machines, ofMachines, SinceTransfer(fed, now), glance);
        return (fed with { Seen = Mark(fed, status, seen.Status!, asked), Machines = machines, Battery = battery }, [.. ofMachines, .. ofBattery]);
    }

    public static UpsState Wait(UpsState state, PowerMoment now) => state with
    {
        Contact = ContactRules.Waiting(state.Contact, state.Seen?.At.Ticking, state.AwakeSince, now.Ticking),
    };

    /// <summary>The battery is used by the will of the UPS, with the mains there as far as anybody can tell, and no outage runs.</summary>
    public static bool IsDeliberate(UpsState state, UpsStatus status) =>
        status.Supply == Supply.Battery && state.Outage is null && IsTest(status) && !MainsMissing(state.Numbers);

    public static bool MainsMissing(UpsNumbers numbers) => numbers.InputVolts < NoMains;

    /// <summary>A forced shutdown that is to be acted on: it came while we watched, or there is no mains beside it.</summary>
    public static bool ForcedShutdownActs(UpsState state, UpsStatus status) =>
        status.Has(UpsFlags.ForcedShutdown) && (!state.OldForcedShutdown || status.Supply == Supply.Battery);

    // FSD is a latch at the server: one that stood before we first looked may be of an outage long over.
    private static UpsState Forced(UpsState state, UpsStatus status)
    {
        if (!status.Has(UpsFlags.ForcedShutdown)) return state with { OldForcedShutdown = false };
        return state.Seen is null && status.Supply == Supply.Mains ? state with { OldForcedShutdown = true } : state;
    }

    private static UpsState Fed(UpsState state, UpsStatus status, PowerTriggers triggers, bool hasNewNumbers, PowerMoment asked)
    {
        if (status.Supply == Supply.Mains)
            return state with { Outage = null, TestingSince = null, Loss = ForcedShutdownActs(state, status) ? state.Loss : null };
        if (IsDeliberate(state, status)) return state with { TestingSince = state.TestingSince ?? asked.Ticking };

        var outage = state.Outage ?? new() { Since = asked, TransferAt = state.TestingSince ?? asked.Ticking };
        var charge = hasNewNumbers ? state.Numbers.Charge.Value : null;
        return state with { TestingSince = null, Outage = DepletionRules.Sampled(outage, charge, triggers, asked.Ticking) };
    }

    private static StatusMark Mark(UpsState state, UpsStatus status, string text, PowerMoment asked) => new()
    {
        Text = text,
        At = asked,
        OnBattery = status.Supply == Supply.Battery && !IsDeliberate(state, status),
    };

    private static TimeSpan? SinceTransfer(UpsState state, PowerMoment now) => now.Ticking - (state.Outage?.TransferAt ?? state.TestingSince);

    private static bool IsTest(UpsStatus status) => status.Has(UpsFlags.Calibrating) || status.Has(UpsFlags.Testing);

    private static ContactFault Unclear(string? status) => new()
    {
        Kind = ContactFaultKind.Unclear,
        Message = string.IsNullOrWhiteSpace(status) ? "The status is empty" : $"The status '{(status.Length > 60 ? status[..60] : status)}' says neither on line nor on battery",
    };
}
