using System.Globalization;
using System.Text;

namespace NasOrleans.Silo.Telemetry;

/// <summary>
/// The text format 0.0.4 of Prometheus, https://prometheus.io/docs/instrumenting/exposition_formats/:
/// <code>
/// # HELP http_requests_total The total number of HTTP requests.
/// # TYPE http_requests_total counter
/// http_requests_total{method="post",code="200"} 1027
/// </code>
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void Write(StringBuilder text, MetricFamily family)
    {
        var lines = family.Series;
        if (lines.Count == 0) return;
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
        var reserved = family.Bounds is null ? null : "le";
        foreach (var (labels, series) in lines.Select(line => (Labels(line.Key, reserved), line.Value)).OrderBy(line => line.Item1, StringComparer.Ordinal))
        {
            if (family.Bounds is { } bounds) Histogram(text, family.Name, labels, bounds, series);
            else Line(text, family.Name, labels, Number(series.Value));
        }
    }

    /// <summary>The labels between the braces, escaped; of two that become one name the first stands.</summary>
    public static string Labels(TagSet tags, string? reserved = null)
    {
        var text = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags.Tags)
        {
            var label = MetricName.Label(name);
            if (label == reserved) label = "exported_" + label;
            if (!seen.Add(label)) continue;
            if (text.Length > 0) text.Append(',');
            var shown = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append(label).Append("=\"")
                .Append(shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        }

        return text.ToString();
    }

    private static void Histogram(StringBuilder text, string name, string labels, double[] bounds, Series series)
    {
        var counts = series.Cumulative();
        var before = labels.Length == 0 ? "" : labels + ",";
        for (var i = 0; i < counts.Length; i++)
        {
            var bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            Line(text, name + "_bucket", $"{before}le=\"{bound}\"", counts[i].ToString(CultureInfo.InvariantCulture));
        }

        Line(text, name + "_sum", labels, Number(series.Value));
        Line(text, name + "_count", labels, counts[^1].ToString(CultureInfo.InvariantCulture));
    }

    private static void Line(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
