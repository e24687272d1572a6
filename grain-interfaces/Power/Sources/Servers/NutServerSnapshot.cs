using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Sources.Servers;

/// <summary>A NUT server as last seen.</summary>
[GenerateSerializer, Immutable, Alias("nas.nut-server-snapshot")]
public sealed record NutServerSnapshot
{
    [Id(0)] public required string Host { get; init; }

    [Id(1)] public int Port { get; init; } = NutServerConfig.DefaultPort;

    [Id(2)] public bool IsUp { get; init; }

    [Id(3)] public ContactFault? Fault { get; init; }

    [Id(4)] public DateTimeOffset? Since { get; init; }

    /// <summary>What the server says it is.</summary>
    [Id(5)] public string? Version { get; init; }

    [Id(6)] public bool IsEncrypted { get; init; }

    /// <summary>How often a connection came up.</summary>
    [Id(7)] public int Connections { get; init; }

    /// <summary>The UPSes that are read here.</summary>
    [Id(8)] public ImmutableArray<string> Watched { get; init; } = [];

    /// <summary>All UPSes that the server offers, read or not.</summary>
    [Id(9)] public ImmutableArray<string> Offered { get; init; } = [];

    /// <summary>How long the latest round over all UPSes took.</summary>
    [Id(10)] public TimeSpan? Round { get; init; }
}
