using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Alerts;

/// <summary>
/// The alerts of one thing. Key: <c>tenant/alerts:system:id</c>. Whoever reports a condition repeats the report until it was
/// answered once, and never waits for that answer inside a turn.
/// </summary>
[Alias("nas.IAlertBookGrain")]
public interface IAlertBookGrain : IGrainWithStringKey
{
    /// <summary>The condition holds. Raised again while it is active it only brings severity and message up to date.</summary>
    [Alias("Raise")] Task Raise(AlertReport report);

    /// <summary>The condition no longer holds.</summary>
    [Alias("Clear")] Task Clear(string key);

    /// <summary>Somebody has seen it. Null when no alert of that key is active; the first acknowledgement stands.</summary>
    [Alias("Acknowledge")] Task<Alert?> Acknowledge(string key, string by);

    [AlwaysInterleave, Alias("List")] Task<ImmutableArray<Alert>> List();
}
