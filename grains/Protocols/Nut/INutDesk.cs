namespace NasOrleans.Protocols.Nut;

/// <summary>
/// Gives orders to one NUT server, over a connection of its own. Credentials go out with the first order, not before. A wrong password is
/// only heard of then: the server takes any, and refuses the order. An order is sent once; a desk that lost its connection opens no other.
/// </summary>
internal interface INutDesk : IAsyncDisposable
{
    /// <summary>Credentials and orders cross the network in the open.</summary>
    bool IsClearText { get; }

    /// <summary>Ends with the fault when the connection is lost, and with it a login that was held.</summary>
    Task<NutFault> Lost { get; }

    /// <summary>Held, and counted by the server, until the desk is disposed or lost.</summary>
    Task<NutOutcome> LoginAsync(string ups, CancellationToken cancellationToken);

    /// <summary>Asks for the rank of primary, in the older word where the newer is not known.</summary>
    Task<NutOutcome> ClaimPrimaryAsync(string ups, CancellationToken cancellationToken);

    /// <summary>Sets FSD. It stays set until the server is restarted or the UPS taken from its configuration: all who watch it shut down.</summary>
    Task<NutOutcome> ForceShutdownAsync(string ups, CancellationToken cancellationToken);

    /// <summary>Followed for at most <paramref name="follow"/>, where the server can tell what came of it; zero does not follow.</summary>
    Task<NutOutcome> CommandAsync(string ups, string command, string? parameter, TimeSpan follow, CancellationToken cancellationToken);

    /// <inheritdoc cref="CommandAsync"/>
    Task<NutOutcome> SetAsync(string ups, string variable, string value, TimeSpan follow, CancellationToken cancellationToken);

    /// <summary>How many are logged in: a primary waits for them.</summary>
    Task<NutAnswer<int>> LoginsAsync(string ups, CancellationToken cancellationToken);
}

internal enum NutResult
{
    /// <summary>It is done, says the server or the driver.</summary>
    Confirmed,

    /// <summary>The server passed it on to the driver; what came of it cannot be known here.</summary>
    Accepted,

    /// <summary>The server said no; nothing was done.</summary>
    Refused,

    /// <summary>The driver took it and says that it failed.</summary>
    Failed,

    /// <summary>Sent, and no answer that tells what came of it.</summary>
    Unknown,

    /// <summary>Nothing of it has left this machine.</summary>
    NotSent,
}

internal sealed record NutOutcome(NutResult Result, NutFault? Fault = null)
{
    public bool IsDone => Result is NutResult.Confirmed or NutResult.Accepted;
}
