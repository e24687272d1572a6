using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>One call that arrived, with what the NAS was doing at that moment.</summary>
public sealed record ReceivedCall(string Method, string Arguments, DateTimeOffset At, Guid BootId, PowerState State, string Transport, string? User);

/// <summary>What a NAS was asked: counts of everything, the last calls that only looked, and many more of those that do something.</summary>
public sealed class Received
{
    private const int KeptLooks = 64;
    private const int KeptDeeds = 512;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Queue<ReceivedCall> _looks = new();
    private readonly Queue<ReceivedCall> _deeds = new();

    /// <summary>How often a method was called by those who may, with arguments that can be.</summary>
    public int Count(string method)
    {
        lock (_lock) return _counts.GetValueOrDefault(method);
    }

    public ImmutableArray<ReceivedCall> Of(string method)
    {
        lock (_lock) return [.. _deeds.Concat(_looks).Where(call => string.Equals(call.Method, method, StringComparison.Ordinal)).OrderBy(call => call.At)];
    }

    public ImmutableArray<ReceivedCall> All
    {
        get { lock (_lock) return [.. _deeds.Concat(_looks).OrderBy(call => call.At)]; }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _counts.Clear();
            _looks.Clear();
            _deeds.Clear();
        }
    }

    internal void Add(Appliance nas, string method, JsonArray arguments, bool isDeed, string transport, string? user)
    {
        // Arguments may hold credentials, but they are the simulator's own.
        var call = new ReceivedCall(method, isDeed ? arguments.ToJsonString() : "", nas.Time.GetUtcNow(), nas.Power.BootId, nas.Power.State, transport, user);
        lock (_lock)
        {
            _counts[method] = _counts.GetValueOrDefault(method) + 1;
            var queue = isDeed ? _deeds : _looks;
            queue.Enqueue(call);
            if (queue.Count > (isDeed ? KeptDeeds : KeptLooks)) queue.Dequeue();
        }
    }
}
