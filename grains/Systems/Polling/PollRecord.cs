using System.Diagnostics.Metrics;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Systems.Polling;

/// <summary>The counts of one connection's polls. Written by its grain, read by whoever scrapes.</summary>
internal sealed class PollRecord(KeyValuePair<string, object?>[] tags)
{
    private static readonly string[] ErrorTypes = ["auth", "timeout", "connection", "api"];

    private readonly KeyValuePair<string, object?>[] _success = [.. tags, new("result", "success")];
    private readonly KeyValuePair<string, object?>[] _error = [.. tags, new("result", "error")];
    private readonly KeyValuePair<string, object?>[][] _errorTags = [.. ErrorTypes.Select(type => (KeyValuePair<string, object?>[])[.. tags, new("error_type", type)])];
    private readonly long[] _errors = new long[ErrorTypes.Length];
    private long _succeeded;
    private long _failed;
    private long _lastSuccess;
    private int _failures;

    public KeyValuePair<string, object?>[] Tags => tags;

    public void Set(PollHealth health)
    {
        Volatile.Write(ref _lastSuccess, health.LastSuccess?.ToUnixTimeMilliseconds() ?? 0);
        Volatile.Write(ref _failures, health.Failures);
    }

    public void Count(LinkFault? fault)
    {
        if (fault is null)
        {
            Interlocked.Increment(ref _succeeded);
            return;
        }

        Interlocked.Increment(ref _failed);
        Interlocked.Increment(ref _errors[Array.IndexOf(ErrorTypes, TypeOf(fault.Error))]);
    }

    // Each result and error type from the first scrape on: what appears with a one was never seen to rise.
    public IEnumerable<Measurement<long>> Total() =>
        [new(Volatile.Read(ref _succeeded), _success), new(Volatile.Read(ref _failed), _error)];

    public IEnumerable<Measurement<long>> Errors()
    {
        for (var i = 0; i < _errors.Length; i++) yield return new(Volatile.Read(ref _errors[i]), _errorTags[i]);
    }

    public Measurement<long> Failures() => new(Volatile.Read(ref _failures), tags);

    /// <summary>Minus one when it never succeeded.</summary>
    public Measurement<double> Staleness(DateTimeOffset now) => new(
        Volatile.Read(ref _lastSuccess) is > 0 and var last ? Math.Max(0, (now.ToUnixTimeMilliseconds() - last) / 1000.0) : -1, tags);

    public Measurement<double> LastSuccess() => new(Volatile.Read(ref _lastSuccess) / 1000.0, tags);

    public bool HasSucceeded => Volatile.Read(ref _lastSuccess) > 0;

    // The words that dashboards know.
    private static string TypeOf(LinkError error) => error switch
    {
        LinkError.Auth or LinkError.Permission => "auth",
        LinkError.Timeout => "timeout",
        LinkError.Connection or LinkError.Tls => "connection",
        _ => "api",
    };
}
