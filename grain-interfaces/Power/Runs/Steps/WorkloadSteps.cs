using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Runs.Steps;

/// <summary>Virtual machines of libvirt: asked to shut down, and switched off when they do not in time.</summary>
[GenerateSerializer, Immutable, Alias("nas.virtual-machines-step")]
public sealed record VirtualMachinesStep
{
    public static readonly TimeSpan DefaultForceAfter = TimeSpan.FromSeconds(30);

    [Id(0)] public string Uri { get; init; } = "qemu:///system";

    /// <summary>By name; all that run when empty.</summary>
    [Id(1)] public ImmutableArray<string> Names { get; init; } = [];

    [Id(2)] public ImmutableArray<string> Except { get; init; } = [];

    /// <summary>When those that still run are switched off; never when null.</summary>
    [Id(3)] public TimeSpan? ForceAfter { get; init; } = DefaultForceAfter;

    /// <summary>The host they run on; our own when null.</summary>
    [Id(4)] public SshTarget? On { get; init; }
}

/// <summary>Guests of a hypervisor that is told by SSH.</summary>
[GenerateSerializer, Immutable, Alias("nas.guests-step")]
public sealed record GuestsStep
{
    [Id(0)] public required Hypervisor Hypervisor { get; init; }

    [Id(1)] public required SshTarget On { get; init; }

    /// <summary>By number; all that run when empty.</summary>
    [Id(2)] public ImmutableArray<string> Ids { get; init; } = [];

    [Id(3)] public ImmutableArray<string> Except { get; init; } = [];

    /// <summary>When those that still run are switched off; never when null.</summary>
    [Id(4)] public TimeSpan? ForceAfter { get; init; } = VirtualMachinesStep.DefaultForceAfter;
}

[GenerateSerializer, Alias("nas.hypervisor")]
public enum Hypervisor
{
    Proxmox,
    Esxi,
}

/// <summary>Containers are stopped; our own is always left out.</summary>
[GenerateSerializer, Immutable, Alias("nas.containers-step")]
public sealed record ContainersStep
{
    [Id(0)] public ContainerEngine Engine { get; init; }

    /// <summary>Names, or the folders of compose projects in the order in which they go down; all that run when empty.</summary>
    [Id(1)] public ImmutableArray<string> Names { get; init; } = [];

    [Id(2)] public ImmutableArray<string> Except { get; init; } = [];

    /// <summary>What each gets to end by itself before it is killed.</summary>
    [Id(3)] public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The host they run on; our own when null.</summary>
    [Id(4)] public SshTarget? On { get; init; }
}

[GenerateSerializer, Alias("nas.container-engine")]
public enum ContainerEngine
{
    Docker,
    Podman,
    DockerCompose,
    PodmanCompose,
}
