using System.Collections.Immutable;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading;

/// <summary>One event of reporting.realtime, as far as it is kept.</summary>
internal sealed record RealtimeReading
{
    public DateTimeOffset At { get; init; }

    public double? CpuPercent { get; init; }

    public double? CpuCelsius { get; init; }

    public long? MemoryAvailableBytes { get; init; }

    public long? ArcBytes { get; init; }

    public ImmutableArray<NetworkInterface> Interfaces { get; init; } = [];
}

/// <summary>Holds the newest event and wakes whoever waits for one.</summary>
internal sealed class RealtimeWatch
{
    private TaskCompletionSource<RealtimeReading> _next = New();

    public RealtimeReading? Latest { get; private set; }

    /// <summary>A subscription stays that brings more.</summary>
    public bool IsKept { get; set; }

    public Task<RealtimeReading> Next => Volatile.Read(ref _next).Task;

    public void Take(RealtimeReading reading)
    {
        // The first event of the older releases has no processor in it.
        if (reading.CpuPercent is null) return;
        Latest = reading;
        Interlocked.Exchange(ref _next, New()).TrySetResult(reading);
    }

    private static TaskCompletionSource<RealtimeReading> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
