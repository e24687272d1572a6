using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Power.Runs.Targets.Needs;

/// <summary>What a step needs of this installation and of the host it works on.</summary>
internal static class NeedRules
{
    private static readonly ImmutableArray<string> Ssh = ["ssh", "ssh-keyscan"];

    /// <summary>The host it works on; null when that is the one we run on.</summary>
    public static SshTarget? Host(StepConfig step, Installation installation) =>
        step.VirtualMachines?.On ?? step.Guests?.On ?? step.Containers?.On ?? step.Sync?.On ?? step.Unmount?.On ?? step.Host?.On ?? (IsOnOurs(step) ? installation.Host : null);

    /// <summary>Programs of the host it works on.</summary>
    public static ImmutableArray<string> Programs(StepConfig step, Installation installation)
    {
        ImmutableArray<string> programs = StepRules.Kind(step) switch
        {
            StepKind.VirtualMachines => ["virsh"],
            StepKind.Guests => step.Guests!.Hypervisor == Hypervisor.Proxmox ? [ProxmoxRules.Machines, ProxmoxRules.Containers] : ["vim-cmd"],
            StepKind.Containers => step.Containers!.Engine switch
            {
                ContainerEngine.Podman => [ContainerRules.Podman],
                ContainerEngine.PodmanCompose => [ContainerRules.Podman, "podman-compose"],
                _ => [ContainerRules.Docker],
            },
            StepKind.Sync => ["sync"],
            StepKind.Unmount => ["umount"],
            StepKind.LocalHostOff when OffCommand(step.LocalHostOff!, installation).Length == 0 => ["shutdown"],
            _ => [],
        };
        return programs.Length > 0 && installation.Sudo && Host(step, installation) is not null ? programs.Add("sudo") : programs;
    }

    /// <summary>Programs of the host that this process runs on.</summary>
    public static ImmutableArray<string> OwnPrograms(StepConfig step, Installation installation) =>
        Host(step, installation) is not null ? Ssh : step.Ipmi is not null ? ["ipmitool"] : [];

    /// <summary>What the configuration does not give for it; null when nothing is lacking.</summary>
    public static string? Lacking(StepConfig step, Installation installation) =>
        step.LocalHostOff is not null && !installation.MayGoOff ? "Our own host is not switched off from here: that is for a process with the role All"
        : NamedCommand(step) is { Length: > 0 } command && !installation.Commands.ContainsKey(command) ? $"The configuration file names no command '{command}'"
        : step.Ipmi is { } ipmi && !installation.Passwords.ContainsKey(ipmi.Password) ? $"This installation has no password '{ipmi.Password}' for the controller {ipmi.Host}"
        : Host(step, installation) is { } host && !installation.Keys.ContainsKey(host.Key) ? $"This installation has no SSH key '{host.Key}' for {host.User}@{host.Host}"
        : null;

    public static string OffCommand(LocalHostOffStep step, Installation installation) =>
        step.Command.Length > 0 ? installation.Commands.GetValueOrDefault(step.Command, "") : installation.OffCommand;

    private static string? NamedCommand(StepConfig step) => step.Command?.Name ?? step.LocalHostOff?.Command;

    private static bool IsOnOurs(StepConfig step) =>
        StepRules.Kind(step) is StepKind.VirtualMachines or StepKind.Containers or StepKind.Sync or StepKind.Unmount or StepKind.Command or StepKind.LocalHostOff;
}
