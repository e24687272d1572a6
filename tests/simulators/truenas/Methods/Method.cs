using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Jobs;

namespace NasOrleans.Simulators.TrueNas.Methods;

internal delegate JsonNode? MethodBody(CallContext call, JsonArray arguments);

internal delegate Task<JsonNode?> JobBody(JobContext job, JsonArray arguments);

/// <summary>One method of the middleware. It has either a body or is a job.</summary>
internal sealed record Method(string Name)
{
    public Release Since { get; init; } = Release.Core133;

    /// <summary>The last release that has it.</summary>
    public Release Until { get; init; } = Release.V26;

    /// <summary>The role that may call it; null is full admin, <see cref="Roles.Any"/> whoever is logged in.</summary>
    public string? Role { get; init; }

    public bool NeedsNoLogin { get; init; }

    /// <summary>About the conversation itself: no limiter counts it, and REST does not have it.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary>Hidden from REST, callable over websockets by a full admin.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Names in order; one that ends in '?' may be left out.</summary>
    public ImmutableArray<string> Parameters { get; init; } = [];

    /// <summary>REST answers it to GET although it takes parameters: filters and options.</summary>
    public bool IsQuery { get; init; }

    /// <summary>The field of a query's rows that REST puts behind /id/.</summary>
    public string Key { get; init; } = "id";

    public MethodBody? Body { get; init; }

    public JobBody? Job { get; init; }

    /// <summary>Refuses arguments before anything runs; only jobs need it, a body refuses by itself.</summary>
    public Action<JsonArray>? Check { get; init; }

    /// <summary>Jobs with the same lock run one after the other.</summary>
    public Func<JsonArray, string?>? Lock { get; init; }

    public bool IsAbortable { get; init; }

    public bool IsJob => Job is not null;

    public bool IsIn(Release release) => release >= Since && release <= Until;

    /// <summary>A query method: filters and options, both optional.</summary>
    public static Method Query(string name, string role, MethodBody body) =>
        new(name) { Role = role, Parameters = ["query-filters?", "query-options?"], IsQuery = true, Body = body };
}
