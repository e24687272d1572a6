using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Methods;

/// <summary>
/// What one can subscribe to. Most are plain collections that methods publish to; one with <see cref="Next"/> is a source
/// that makes an event every so often for each subscriber, such as reporting.realtime.
/// </summary>
internal sealed record EventSource(string Name)
{
    public Release Since { get; init; } = Release.Core133;

    public Release Until { get; init; } = Release.V26;

    public string? Role { get; init; }

    public bool NeedsNoLogin { get; init; }

    /// <summary>How often, by the argument that follows the name ("reporting.realtime:{...}"); a <see cref="MethodError"/> ends the subscription.</summary>
    public Func<CallContext, JsonNode?, TimeSpan>? Interval { get; init; }

    /// <summary>The fields of the next event; the number counts from 0.</summary>
    public Func<CallContext, JsonNode?, int, JsonObject>? Next { get; init; }

    public bool IsIn(Release release) => release >= Since && release <= Until;
}
