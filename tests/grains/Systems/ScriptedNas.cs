using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasOrleans.Protocols;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Grains.Systems;

/// <summary>A NAS that does what a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedNas : INasFactory
{
    private readonly ConcurrentQueue<Session> _sessions = new();

    public SystemInventory Inventory { get; set; } = new() { Facts = new() { HostName = "basement", Version = "25.10.1", BootId = "boot-1", State = NasState.Ready } };

    /// <summary>What every poll fails with.</summary>
    public LinkFault? Fault { get; set; }

    /// <summary>Polls wait for this to be done.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>What a probe is told.</summary>
    public Func<NasPresence> Presence { get; set; } = () => new() { Presence = NasOrleans.Protocols.Presence.Up, BootId = "boot-1" };

    public Func<NasOrder, Task<NasAnswer>> Answer { get; set; } = _ => Task.FromResult(new NasAnswer { Kind = AnswerKind.Taken });

    public ConcurrentQueue<ImmutableHashSet<InventoryPart>> Reads { get; } = new();

    public ConcurrentQueue<NasOrder> Orders { get; } = new();

    public ConcurrentQueue<ConnectionSecrets> Opened { get; } = new();

    /// <summary>The language that each session was told to speak.</summary>
    public ConcurrentQueue<TransportMode> Spoken { get; } = new();

    public INasListener Listener => _sessions.Last().Listener;

    public int OpenSessions => _sessions.Count(session => !session.Disposed);

    public int MostReadingAtOnce => _mostReading;

    /// <summary>How often it was asked whether it is up.</summary>
    public int Looks => Volatile.Read(ref _looks);

    private int _looks;
    private int _reading;
    private int _mostReading;

    public static LinkFault FaultOf(LinkError error) => new() { Error = error, Stage = LinkStage.Tcp, Message = $"It is {error}." };

    public INas Create(NasTarget target, INasListener listener)
    {
        Opened.Enqueue(target.Secrets);
        Spoken.Enqueue(target.Spoken);
        var session = new Session(this, listener);
        _sessions.Enqueue(session);
        return session;
    }

    public async Task<ConnectionTest> TestAsync(NasTarget target, bool acceptNew, CancellationToken cancellationToken)
    {
        Opened.Enqueue(target.Secrets);
        await Hold;
        return new() { Fault = Fault, HostName = Inventory.Facts.HostName };
    }

    private sealed class Session(ScriptedNas nas, INasListener listener) : INas
    {
        private volatile bool _connected;

        public INasListener Listener => listener;

        public bool Disposed { get; private set; }

        public LinkTransport Transport => new() { Mode = TransportMode.JsonRpc, Connected = _connected };

        public async Task<SystemReport> ReadAsync(ImmutableHashSet<InventoryPart> parts, CancellationToken cancellationToken)
        {
            nas.Reads.Enqueue(parts);
            var reading = Interlocked.Increment(ref nas._reading);
            InterlockedMax(ref nas._mostReading, reading);
            try
            {
                await nas.Hold.WaitAsync(cancellationToken);
                _connected = nas.Fault is null;
                return new() { Source = SourceSnapshot.TrueNas, Fault = nas.Fault, Inventory = nas.Fault is null ? nas.Inventory : null };
            }
            finally
            {
                Interlocked.Decrement(ref nas._reading);
            }
        }

        public Task<NasPresence> ProbeAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref nas._looks);
            return Task.FromResult(nas.Presence());
        }

        public Task<NasAnswer> SendAsync(NasOrder order, CancellationToken cancellationToken)
        {
            nas.Orders.Enqueue(order);
            return nas.Answer(order).WaitAsync(cancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            Disposed = true;
            return ValueTask.CompletedTask;
        }

        private static void InterlockedMax(ref int target, int value)
        {
            var known = Volatile.Read(ref target);
            while (value > known && Interlocked.CompareExchange(ref target, value, known) is var found && found != known) known = found;
        }
    }
}
