using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>From 24.10 on: 20 calls in 60 seconds for each method and caller, of those that need no login; the next waits and is refused.</summary>
internal sealed class RateLimiter(TimeProvider time, FaultBoard faults)
{
    private const int CallsPerWindow = 20;
    private const int KeptKeys = 100;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private readonly Lock _lock = new();
    private Dictionary<(string Method, string Caller), (DateTimeOffset Since, int Calls)>? _windows;

    public async Task PassAsync(string method, string caller, CancellationToken gone)
    {
        if (!faults.Has(Fault.RateLimited) && IsWithin(method, caller)) return;
        await Task.Delay(TimeSpan.FromSeconds(1 + 9 * Random.Shared.NextDouble()), time, gone);
        throw new MethodError(Errno.EBUSY, "Rate Limit Exceeded");
    }

    private bool IsWithin(string method, string caller)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _windows ??= [];
            if (_windows.TryGetValue((method, caller), out var window) && now - window.Since < Window)
            {
                _windows[(method, caller)] = window with { Calls = window.Calls + 1 };
                return window.Calls < CallsPerWindow;
            }
            foreach (var (old, _) in _windows.Where(each => now - each.Value.Since >= Window).ToList()) _windows.Remove(old);
            if (_windows.Count >= KeptKeys) return false;
            _windows[(method, caller)] = (now, 1);
            return true;
        }
    }
}
