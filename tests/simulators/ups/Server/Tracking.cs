using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Simulators.Ups.Server;

/// <summary>How commands ended, by the id that was handed out.</summary>
internal sealed class Tracking(TimeProvider time, TimeSpan takes)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly Dictionary<string, (Carried How, long At)> _ended = new(StringComparer.OrdinalIgnoreCase);

    public string Add(Carried how)
    {
        foreach (var (old, _) in _ended.Where(each => time.GetElapsedTime(each.Value.At) > Kept).ToList()) _ended.Remove(old);
        var id = Guid.NewGuid().ToString();
        _ended[id] = (how, time.GetTimestamp());
        return id;
    }

    public string Of(string id)
    {
        if (!_ended.TryGetValue(id, out var ended) || time.GetElapsedTime(ended.At) > Kept) return "ERR UNKNOWN";
        if (time.GetElapsedTime(ended.At) < takes) return "PENDING";
        return ended.How switch
        {
            Carried.Pending => "PENDING",
            Carried.Success => "SUCCESS",
            Carried.InvalidArgument => "ERR INVALID-ARGUMENT",
            Carried.Failed => "ERR FAILED",
            _ => "ERR UNKNOWN",
        };
    }

    public void Clear() => _ended.Clear();
}
