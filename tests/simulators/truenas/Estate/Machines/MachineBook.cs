using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate.Machines;

/// <summary>A virtual machine, or a container.</summary>
public sealed record Machine(int Id, string Name)
{
    public bool IsRunning { get; init; } = true;

    public bool IsContainer { get; init; }

    /// <summary>A disk of the NAS that it has for itself, by name.</summary>
    public string? RawDisk { get; init; }

    public int ShutdownTimeout { get; init; } = 90;

    /// <summary>How long its guest takes to go down when asked; null when it does not listen.</summary>
    public TimeSpan? StopTakes { get; init; } = TimeSpan.FromSeconds(8);
}

/// <summary>The machines of a system.</summary>
public sealed class MachineBook
{
    private ImmutableArray<Machine> _machines;

    internal MachineBook(Release release) => _machines = release >= Release.V2504
        ? [new(1, "windows"), new(2, "debian") { IsRunning = false }, new(3, "pihole") { IsContainer = true }]
        : [new(1, "windows"), new(2, "debian") { IsRunning = false }];

    public IEnumerable<Machine> Virtual => _machines.Where(machine => !machine.IsContainer);

    public IEnumerable<Machine> Containers => _machines.Where(machine => machine.IsContainer);

    public Machine? Find(int id) => _machines.FirstOrDefault(machine => machine.Id == id);

    public void Set(Machine machine) => ImmutableInterlocked.Update(
        ref _machines, machines => [.. machines.Where(each => each.Id != machine.Id).Append(machine).OrderBy(each => each.Id)]);

    public void SetRunning(int id, bool isRunning)
    {
        if (Find(id) is { } machine) Set(machine with { IsRunning = isRunning });
    }
}
