using System.Collections.Immutable;

namespace NasOrleans.Simulators.Ups.Faults;

/// <summary>The fault switches of one server.</summary>
public sealed class ServerFaults
{
    private readonly Action<ServerFault, bool> _changed;
    private long _on;

    internal ServerFaults(Action<ServerFault, bool> changed) => _changed = changed;

    /// <summary>How long an answer takes under <see cref="ServerFault.SlowAnswers"/>.</summary>
    public TimeSpan Slowness { get; set; } = TimeSpan.FromSeconds(5);

    public ImmutableArray<ServerFault> On => [.. Enum.GetValues<ServerFault>().Where(Has)];

    public bool Has(ServerFault fault) => (Volatile.Read(ref _on) & Bit(fault)) != 0;

    public bool Any => Volatile.Read(ref _on) != 0;

    public void Set(ServerFault fault, bool on = true)
    {
        if (on) Interlocked.Or(ref _on, Bit(fault));
        else Interlocked.And(ref _on, ~Bit(fault));
        _changed(fault, on);
    }

    public void Clear(ServerFault fault) => Set(fault, on: false);

    public void ClearAll()
    {
        foreach (var fault in On) Clear(fault);
    }

    private static long Bit(ServerFault fault) => 1L << (int)fault;
}
