using System.Collections.Immutable;

namespace NasOrleans.Simulators.Ups.Server;

/// <summary>Something that a client asked to be done.</summary>
public sealed record ReceivedDeed(DateTimeOffset At, string? User, string Client, string Line);

/// <summary>What a server was asked: counts of everything, and those lines that do something.</summary>
public sealed class Received
{
    /// <summary>Counts what could not be parsed, and so was not answered.</summary>
    public const string Lost = "(lost)";

    private const int Kept = 1000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _counts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<ReceivedDeed> _deeds = new();

    /// <summary>How often "LIST VAR", "GET NUMLOGINS", "FSD" and so on came, whatever the answer.</summary>
    public long Count(string command)
    {
        lock (_lock) return _counts.GetValueOrDefault(command);
    }

    /// <summary>LOGIN, PRIMARY, MASTER, FSD, SET, INSTCMD and LOGOUT, in order.</summary>
    public ImmutableArray<ReceivedDeed> Deeds
    {
        get { lock (_lock) return [.. _deeds]; }
    }

    public ImmutableDictionary<string, long> Counts
    {
        get { lock (_lock) return _counts.ToImmutableDictionary(); }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _counts.Clear();
            _deeds.Clear();
        }
    }

    internal void Add(string command, ReceivedDeed? deed)
    {
        lock (_lock)
        {
            _counts[command] = _counts.GetValueOrDefault(command) + 1;
            if (deed is null) return;
            _deeds.Enqueue(deed);
            if (_deeds.Count > Kept) _deeds.Dequeue();
        }
    }
}
