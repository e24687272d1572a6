using System.Text.Json.Nodes;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>The last answer, given again for five minutes.</summary>
internal sealed class ReadingCache
{
    private static readonly TimeSpan Lives = TimeSpan.FromSeconds(300);
    private readonly Lock _lock = new();
    private (DateTimeOffset At, JsonObject Answer)? _last;

    public JsonNode Get(DateTimeOffset now, Func<JsonObject> read)
    {
        lock (_lock)
        {
            if (_last is not { } last || now - last.At >= Lives) _last = last = (now, read());
            return last.Answer.DeepClone();
        }
    }

    public void Forget()
    {
        lock (_lock) _last = null;
    }
}
