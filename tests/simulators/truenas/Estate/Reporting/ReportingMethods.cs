using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Reporting;

/// <summary>reporting.*: rows from RRD on CORE and 22.12, from netdata after.</summary>
internal sealed class ReportingMethods : IMethods
{
    private const int Points = 60;
    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(2);

    public static IEnumerable<Method> All =>
    [
        new("reporting.get_data") { Role = "REPORTING_READ", Parameters = ["graphs", "query?", "aggregate?"], Body = GetData },
        new("reporting.netdata_get_data") { Since = Release.Scale2404, Role = "REPORTING_READ", Parameters = ["graphs", "query?", "aggregate?"], Body = GetData },
        new("reporting.graphs") { Role = "REPORTING_READ", IsQuery = true, Parameters = ["query-filters?", "query-options?"], Body = Graphs },
        new("reporting.netdata_graphs") { Since = Release.Scale2404, Role = "REPORTING_READ", IsQuery = true, Parameters = ["query-filters?", "query-options?"], Body = Graphs },
    ];

    public static IEnumerable<EventSource> Sources =>
    [
        new("reporting.realtime")
        {
            Role = "REPORTING_READ",
            Interval = (call, argument) => IntervalOf(call.Release, argument),
            Next = (call, _, number) => RealtimeRows.Fields(call.Appliance.Estate, number),
        },
    ];

    private static TimeSpan IntervalOf(Release release, JsonNode? argument)
    {
        if (!release.IsScale() || argument?["interval"] is not { } interval) return Fastest;
        var seconds = interval is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        return seconds >= 2 ? TimeSpan.FromSeconds(seconds) : throw MethodError.Invalid("interval", "Input should be greater than or equal to 2");
    }

    private static JsonNode? Graphs(CallContext call, JsonArray arguments) => Query.QueryEngine.Query(arguments, GraphData.Names(call.Release).Select(name => new JsonObject
    {
        ["name"] = name,
        ["title"] = name,
        ["vertical_label"] = "",
        ["identifiers"] = GraphData.Identifiers(call.Appliance.Estate, name) is { } ids ? Rows.Texts(ids) : null,
    }));

    private static JsonArray GetData(CallContext call, JsonArray arguments)
    {
        var (start, end) = Span(call, arguments.ElementAtOrDefault(1) as JsonObject);
        var withAggregates = arguments.ElementAtOrDefault(2)?.Bool("aggregate") ?? true;
        var graphs = arguments[0] as JsonArray ?? throw MethodError.Invalid("graphs", "Input should be a valid list");
        return [.. graphs.Select(graph => Series(call, graph!.AsObject(), start, end, withAggregates))];
    }

    private static JsonObject Series(CallContext call, JsonObject graph, long start, long end, bool withAggregates)
    {
        var (name, identifier) = (graph["name"]?.ToString() ?? "", graph["identifier"]?.ToString());
        if (!GraphData.Names(call.Release).Contains(name)) throw MethodError.Invalid("graphs.0.name", $"'{name}' is not a valid graph name", Errno.ENOENT);
        var legend = GraphData.Legend(name);
        var step = Math.Max(1, (end - start) / Points);
        var isRrd = call.Release <= Release.Scale2212;
        var rows = Enumerable.Range(0, Points).Select(index => start + index * step)
            .Select(at => (At: at, Values: GraphData.Values(call.Appliance.Estate, name, identifier, DateTimeOffset.FromUnixTimeSeconds(at)))).ToList();
        var series = new JsonObject
        {
            ["name"] = name,
            ["identifier"] = identifier,
            ["data"] = new JsonArray([.. rows.Select(row => Row(isRrd ? row.Values : [row.At, .. row.Values]))]),
            ["start"] = start,
            ["end"] = end,
            ["legend"] = Rows.Texts(isRrd ? legend : ["time", .. legend]),
        };
        if (isRrd) series["step"] = step;
        if (withAggregates) series["aggregations"] = Aggregates(legend, [.. rows.Select(row => row.Values)], isRrd);
        return series;
    }

    private static JsonNode Row(double[] values) => new JsonArray([.. values.Select(value => (JsonNode?)value)]);

    /// <summary>Beside the legend on RRD, by name after.</summary>
    private static JsonObject Aggregates(string[] legend, double[][] rows, bool isRrd)
    {
        return new() { ["min"] = Each(column => column.Min()), ["mean"] = Each(column => column.Average()), ["max"] = Each(column => column.Max()) };

        JsonNode Each(Func<IEnumerable<double>, double> fold)
        {
            var folded = legend.Select((name, index) => KeyValuePair.Create(name, (JsonNode?)Math.Round(fold(rows.Select(row => row[index])), 3)));
            return isRrd ? new JsonArray([.. folded.Select(each => each.Value)]) : new JsonObject(folded);
        }
    }

    private static (long Start, long End) Span(CallContext call, JsonObject? query)
    {
        var now = call.Now.ToUnixTimeSeconds();
        if (query?["start"] is { } start) return (start.Long("start"), query["end"]?.Long("end") ?? now);
        var length = query?["unit"]?.ToString() switch
        {
            null or "HOUR" => 3600,
            "DAY" => 86_400,
            "WEEK" => 7 * 86_400,
            "MONTH" => 30 * 86_400,
            "YEAR" => 365 * 86_400,
            _ => throw MethodError.Invalid("query.unit", "Input should be 'HOUR', 'DAY', 'WEEK', 'MONTH' or 'YEAR'"),
        };
        var page = query?["page"]?.Int("page") ?? 1;
        return (now - length * page, now - length * (page - 1));
    }
}
