using System.Collections.Immutable;

namespace NasOrleans.Tests.Nut;

/// <summary>What a <see cref="UpsServer"/> starts with.</summary>
public sealed record UpsServerOptions
{
    /// <summary>Each with a driver of its own, on line and full.</summary>
    public ImmutableArray<string> Upses { get; init; } = ["ups1"];

    /// <summary>Seconds without news from a driver after which its data is stale.</summary>
    public int MaxAge { get; init; } = 3;

    /// <summary>Seconds between two looks of a driver at its file.</summary>
    public int PollInterval { get; init; } = 1;

    /// <summary>With a self-signed certificate for localhost and 127.0.0.1.</summary>
    public bool WithTls { get; init; }

    public static ImmutableArray<string> Numbered(int count) => [.. Enumerable.Range(1, count).Select(number => $"ups{number}")];
}
