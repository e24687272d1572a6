using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading;

/// <summary>What one reading has at hand.</summary>
internal sealed class ReadContext(ISession session, Capabilities can, SessionMemory memory, TimeProvider time, CancellationToken cancellationToken)
{
    public Capabilities Can { get; } = can;

    public SessionMemory Memory { get; } = memory;

    public ISession Session { get; } = session;

    public TimeProvider Time { get; } = time;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public DateTimeOffset Now => Time.GetUtcNow();

    public Task<T> AskAsync<T>(string method, Func<JsonElement, T> read, string arguments = "[]") =>
        Session.CallAsync(new WireCall(method, arguments), read, CancellationToken);

    /// <summary>For what is good to know and not worth failing for: nothing when the NAS says no.</summary>
    public async Task<T?> TryAskAsync<T>(string method, Func<JsonElement, T> read, string arguments = "[]")
    {
        try
        {
            return await AskAsync(method, read, arguments);
        }
        catch (LinkException exception) when (exception is { Answered: true, NotLoggedIn: false })
        {
            return default;
        }
    }
}

/// <summary>What stays the same for as long as a session lives, and what came unasked.</summary>
internal sealed class SessionMemory
{
    public string? HostId { get; set; }

    public string? BootId { get; set; }

    /// <summary>The disks as they were listed last.</summary>
    public ImmutableArray<Disk>? Disks { get; set; }

    /// <summary>This login may not run smartctl through the API.</summary>
    public bool SmartctlDenied { get; set; }

    public RealtimeWatch Realtime { get; } = new();
}
