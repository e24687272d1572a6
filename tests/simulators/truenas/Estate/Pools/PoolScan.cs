namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

public enum ScanFunction { Scrub, Resilver }

public enum ScanState { Scanning, Finished, Canceled }

/// <summary>A scrub or a resilver; how far it is follows from the time.</summary>
public sealed record PoolScan(ScanFunction Function, DateTimeOffset Started, TimeSpan Takes, long Bytes)
{
    public DateTimeOffset? Canceled { get; init; }

    public DateTimeOffset? Paused { get; init; }

    public int Errors { get; init; }

    public DateTimeOffset Ends => Canceled ?? Started + Takes;

    public ScanState StateAt(DateTimeOffset now) =>
        Canceled is not null ? ScanState.Canceled : Paused is null && now >= Ends ? ScanState.Finished : ScanState.Scanning;

    public double PartAt(DateTimeOffset now) => Takes <= TimeSpan.Zero ? 1 : Math.Clamp(((Canceled ?? Paused ?? now) - Started) / Takes, 0, 1);
}
