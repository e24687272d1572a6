using NasOrleans.Fleet;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Systems;

/// <summary>One NAS. Key: <c>tenant/system:id</c>.</summary>
[Alias("nas.ISystemGrain")]
public interface ISystemGrain : IWakeable, IGrainWithStringKey
{
    /// <summary>Brings the system into being. Asked again with the same configuration it answers as the first time.</summary>
    [Alias("Add")] Task<SystemOutcome> Add(SystemConfig config);

    [Alias("Change")] Task<SystemOutcome> Change(SystemConfig config);

    [Alias("Remove")] Task<SystemOutcome> Remove(SystemId confirm);

    /// <summary>The system was heard of at this moment. A moment that lies ahead of the silo's clock counts as now.</summary>
    [Alias("Seen")] Task<SystemOutcome> Seen(DateTimeOffset at);

    /// <summary>The system as last decided, or null when there is none; never waits for a running call.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetSnapshot")] Task<SystemSnapshot?> GetSnapshot();
}
