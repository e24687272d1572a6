using System.Globalization;
namespace NasOrleans.Power.Runs.Steps;

/// <summary>What each kind of step is like where its configuration does not say.</summary>
internal static class StepRules
{
    private static readonly TimeSpan MostCall = TimeSpan.FromSeconds(15);

    public static StepKind Kind(StepConfig step) => step switch
    {
        { VirtualMachines: not null } => StepKind.VirtualMachines,
        { Guests: not null } => StepKind.Guests,
        { Containers: not null } => StepKind.Containers,
        { Sync: not null } => StepKind.Sync,
        { Unmount: not null } => StepKind.Unmount,
        { TrueNas: not null } => StepKind.TrueNas,
        { Host: not null } => StepKind.Host,
        { LocalHostOff: not null } => StepKind.LocalHostOff,
        { UpsOff: not null } => StepKind.UpsOff,
        { Wake: not null } => StepKind.Wake,
        { Ipmi: not null } => StepKind.Ipmi,
        _ => StepKind.Command,
    };

    public static TimeSpan Timeout(StepConfig step) => step.Timeout ?? Kind(step) switch
    {
        // What the hard way needs comes on top.
        StepKind.VirtualMachines or StepKind.Guests => (ForceAfter(step) ?? TimeSpan.FromMinutes(2)) + TimeSpan.FromSeconds(15),
        StepKind.Containers => TimeSpan.FromSeconds(60),
        StepKind.Unmount => TimeSpan.FromSeconds(15),
        // It lets go of its pools, and then must be dark for a while to be believed.
        StepKind.TrueNas => TimeSpan.FromMinutes(5),
        StepKind.Host => TimeSpan.FromMinutes(2),
        StepKind.LocalHostOff => TimeSpan.FromMinutes(1),
        StepKind.Wake => TimeSpan.FromMinutes(10),
        _ => TimeSpan.FromSeconds(30),
    };

    /// <summary>After this it has ended, counted from its begin.</summary>
    public static TimeSpan Longest(StepConfig step) => Timeout(step) + (step.OnFailure == FailurePolicy.Wait ? step.WaitAtMost : TimeSpan.Zero);

    /// <summary>
    /// After this the telling itself is given up, and the target is asked instead: one that does not answer must not cost the time in which it could be told the
    /// hard way. What cannot be asked has all of its time.
    /// </summary>
    public static TimeSpan CallWithin(StepConfig step)
    {
        var timeout = Timeout(step);
        // Who stops containers waits for each of them, and kills what does not stop: with him gone, nobody would.
        var most = Kind(step) == StepKind.Containers && timeout - AskWithin(step) > MostCall ? timeout - AskWithin(step) : MostCall;
        return CanBeAsked(step) && timeout > most ? most : timeout;
    }

    /// <summary>After this the asking is given up. What is to go dark must be looked at for a while, though it is known at once that it is not.</summary>
    public static TimeSpan AskWithin(StepConfig step) => Kind(step) switch
    {
        StepKind.TrueNas or StepKind.Host => TimeSpan.FromSeconds(20),
        StepKind.Guests => TimeSpan.FromSeconds(8),
        _ => TimeSpan.FromSeconds(5),
    };

    public static StepConfirmation Confirmation(StepConfig step) => step.Confirmation ?? Kind(step) switch
    {
        StepKind.VirtualMachines or StepKind.Guests or StepKind.Containers or StepKind.Unmount or StepKind.LocalHostOff => StepConfirmation.Asked,
        StepKind.TrueNas or StepKind.Host => StepConfirmation.Dark,
        StepKind.Ipmi => step.Ipmi!.Order == IpmiOrder.SoftOff ? StepConfirmation.Dark : StepConfirmation.Asked,
        StepKind.Wake => step.Wake!.Host.Length > 0 ? StepConfirmation.Up : StepConfirmation.None,
        _ => StepConfirmation.None,
    };

    /// <summary>Something at the target can tell how it stands. What cannot be asked is never told again after a doubt.</summary>
    public static bool CanBeAsked(StepConfig step) => Kind(step) switch
    {
        StepKind.Sync or StepKind.Command or StepKind.UpsOff => false,
        StepKind.Wake => step.Wake!.Host.Length > 0,
        _ => true,
    };

    public static bool NoReturn(StepConfig step) => step.NoReturn ?? Kind(step) is StepKind.UpsOff or StepKind.LocalHostOff;

    public static TimeSpan? ForceAfter(StepConfig step) => step.VirtualMachines?.ForceAfter ?? step.Guests?.ForceAfter;

    /// <summary>
    /// How long what was perhaps told may look as ever before that means that it was not. A host that took the order answers for a while.
    /// </summary>
    public static TimeSpan Settles(StepConfig step) => Confirmation(step) == StepConfirmation.Dark ? TimeSpan.FromSeconds(15) : TimeSpan.FromSeconds(5);

    public static string Name(StepConfig step) => step.Name.Length > 0 ? step.Name : step.Id;

    /// <summary>What it does, to be read behind "would".</summary>
    public static string Does(StepConfig step) => Kind(step) switch
    {
        StepKind.VirtualMachines => $"shut down {Some(step.VirtualMachines!.Names, "virtual machines")} of {step.VirtualMachines.Uri}{On(step.VirtualMachines.On)}",
        StepKind.Guests => $"shut down {Some(step.Guests!.Ids, "guests")}{On(step.Guests.On)}",
        StepKind.Containers => $"stop {Some(step.Containers!.Names, "containers")}{On(step.Containers.On)}",
        StepKind.Sync => $"write everything to disk{On(step.Sync!.On)}",
        StepKind.Unmount => $"unmount {step.Unmount!.Path}{(step.Unmount.Lazy ? " lazily" : "")}{On(step.Unmount.On)}",
        StepKind.TrueNas => $"shut down the system {step.TrueNas!.System}",
        StepKind.Host => $"run '{step.Host!.Command}'{On(step.Host.On)}",
        StepKind.LocalHostOff => "switch our own host off",
        StepKind.UpsOff => string.Create(CultureInfo.InvariantCulture, $"tell {step.UpsOff!.Source} to switch off in {step.UpsOff.Delay.TotalSeconds:0} s"),
        StepKind.Wake => $"wake {string.Join(", ", step.Wake!.Macs)}",
        StepKind.Ipmi => $"tell the controller {step.Ipmi!.Host} to {(step.Ipmi.Order == IpmiOrder.On ? "switch on" : "shut down")}",
        _ => $"run the command '{step.Command?.Name}'",
    };

    private static string Some(System.Collections.Immutable.ImmutableArray<string> names, string what) =>
        names.IsEmpty ? $"all {what}" : $"the {what} {string.Join(", ", names)}";

    private static string On(SshTarget? target) => target is null ? "" : $" on {target.Host}";
}
