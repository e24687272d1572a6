using System.Collections.Immutable;
using NasOrleans.Systems.Connections;
using Orleans;

namespace NasOrleans.Systems;

/// <summary>A system as it stands at one moment; an immutable view that may be handed out.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-snapshot")]
public sealed record SystemSnapshot
{
    [Id(0)] public required SystemId Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public string Host { get; init; } = "";

    [Id(3)] public SystemStatus Status { get; init; }

    [Id(4)] public DateTimeOffset? LastSeen { get; init; }

    [Id(5)] public DateTimeOffset StatusSince { get; init; }

    /// <summary>Grows with each change of this system; a lower revision never replaces a higher one.</summary>
    [Id(6)] public long Revision { get; init; }

    /// <summary>How it is polled; null when it is not.</summary>
    [Id(7)] public ConnectionSnapshot? Connection { get; init; }

    [Id(8)] public ImmutableArray<SourceSnapshot> Sources { get; init; } = [];

    [Id(9)] public SystemEssence Essence { get; init; } = SystemEssence.None;
}
