using Orleans;

namespace NasOrleans.Fleet;

/// <summary>A grain that a roster keeps awake, because a clock of its own runs inside.</summary>
[Alias("nas.IWakeable")]
public interface IWakeable : IGrain
{
    /// <summary>Activates the grain; false when there is nothing behind its key.</summary>
    [ResponseTimeout("00:00:05"), Alias("EnsureAwake")] Task<bool> EnsureAwake();
}
