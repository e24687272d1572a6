namespace NasOrleans.History.Engines;

internal static class MetricPoints
{
    /// <summary>SQLite keeps NaN as NULL, and neither NaN nor infinity can be folded or drawn: unknown is the absence of a point.</summary>
    public static void RequireFinite(IReadOnlyList<MetricPoint> points)
    {
        foreach (var point in points)
        {
            if (!double.IsFinite(point.Value))
                throw new ArgumentException($"{point.Series} at {point.At:O} is {point.Value}; only finite values can be kept.", nameof(points));
        }
    }
}
