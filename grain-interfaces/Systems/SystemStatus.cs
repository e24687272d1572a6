using Orleans;

namespace NasOrleans.Systems;

/// <summary>How long ago a system was heard of. Unknown is not offline: it was never heard of at all.</summary>
[GenerateSerializer, Alias("nas.system-status")]
public enum SystemStatus
{
    Unknown,
    Online,
    Stale,
    Offline,
}
