using Orleans;

namespace NasOrleans.Systems.Connections;

/// <summary>What went wrong between us and a NAS, as a closed set.</summary>
[GenerateSerializer, Alias("nas.link-error")]
public enum LinkError
{
    Connection,
    Timeout,
    Tls,
    Auth,
    Permission,
    Protocol,
    Busy,
    Unsupported,
    Validation,
}

/// <summary>How far it had come.</summary>
[GenerateSerializer, Alias("nas.link-stage")]
public enum LinkStage
{
    Settings,
    Dns,
    Tcp,
    Tls,
    Protocol,
    Auth,
    Permission,
    Read,
    Command,
}

/// <summary>A failure on the way to a NAS, in words that say what to do about it.</summary>
[GenerateSerializer, Immutable, Alias("nas.link-fault")]
public sealed record LinkFault
{
    [Id(0)] public required LinkError Error { get; init; }

    [Id(1)] public required LinkStage Stage { get; init; }

    [Id(2)] public required string Message { get; init; }

    /// <summary>The certificate that was shown, when that is what is wrong.</summary>
    [Id(3)] public string? Fingerprint { get; init; }

    [Id(4)] public DateTimeOffset At { get; init; }

    /// <summary>No use trying again before somebody has changed something.</summary>
    [Id(5)] public bool NeedsSomebody { get; init; }
}
