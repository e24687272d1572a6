namespace NasOrleans.Protocols.Nut.Wire;

internal sealed record NutWireOptions
{
    /// <summary>How many questions are under way at once. More is no faster, and a server writes to a socket that nobody empties until it hangs.</summary>
    public int Window { get; init; } = 16;

    /// <summary>For one question, from asking to the last line of its answer.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The server drops who is silent for 60 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);
}
