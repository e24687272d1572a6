using System.Collections.Immutable;

namespace NasOrleans.Protocols.Nut;

/// <summary>A UPS that a server knows; no description when its owner wrote none.</summary>
internal sealed record NutUps(string Name, string? Description);

internal sealed record NutRange(string Low, string High);

/// <summary>What a variable takes, in the server's words, such as <c>RW STRING:32</c>, <c>RW ENUM</c>, <c>NUMBER</c>.</summary>
internal sealed record NutVariableType(ImmutableArray<string> Words)
{
    public bool IsWritable => Words.Contains("RW", StringComparer.OrdinalIgnoreCase);
}

/// <summary>How it stands with the connection of a reader.</summary>
internal sealed record NutLink
{
    /// <summary>The server has answered over this connection.</summary>
    public bool IsUp { get; init; }

    /// <summary>Why it is down; null while it is up, and before the first attempt has ended.</summary>
    public NutFault? Fault { get; init; }

    /// <summary>Monotonic moment of the last change between up and down.</summary>
    public long Since { get; init; }

    /// <summary>How often a connection came up; more than one tells of losses in between.</summary>
    public int Connections { get; init; }

    /// <summary>What the server said it is.</summary>
    public string? Version { get; init; }

    public bool IsEncrypted { get; init; }
}
