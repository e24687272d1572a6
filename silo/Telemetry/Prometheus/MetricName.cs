namespace NasOrleans.Silo.Telemetry;

/// <summary>Prometheus names out of OpenTelemetry ones: <c>http.server.request.duration</c> in <c>s</c> becomes <c>http_server_request_duration_seconds</c>.</summary>
internal static class MetricName
{
    public static string Of(string instrument, string? unit, MetricKind kind)
    {
        var name = Label(instrument);
        if (Unit(unit) is { } suffix && !name.EndsWith(suffix, StringComparison.Ordinal)) name += "_" + suffix;
        if (kind is MetricKind.Counter) return name.EndsWith("_total", StringComparison.Ordinal) ? name : name + "_total";
        // These endings are parts of a histogram or a counter; on a gauge they would be read as such.
        foreach (var reserved in (string[])["_count", "_total", "_sum", "_bucket"])
            if (name.EndsWith(reserved, StringComparison.Ordinal)) return name[..^reserved.Length];
        return name;
    }

    /// <summary>By what values are multiplied: Prometheus wants seconds and bytes, and Orleans' megabytes are 1,048,576 of them.</summary>
    public static double Scale(string? unit) => unit switch
    {
        "ms" => 0.001,
        "MB" => 1 << 20,
        _ => 1,
    };

    /// <summary>Letters, digits and underscores, no digit first.</summary>
    public static string Label(string name)
    {
        var clean = string.Create(name.Length, name, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
        });
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    private static string? Unit(string? unit) => unit switch
    {
        null or "" or "1" => null,
        "s" => "seconds",
        "ms" => "seconds",
        "By" or "MB" => "bytes",
        "%" => "percent",
        _ when unit[0] == '{' => null,
        _ => Label(unit),
    };
}

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
