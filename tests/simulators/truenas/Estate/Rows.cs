using System.Text.Json.Nodes;

namespace NasOrleans.Simulators.TrueNas.Estate;

/// <summary>Pieces that many rows share.</summary>
internal static class Rows
{
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];

    public static JsonArray Of(IEnumerable<JsonObject> rows) => [.. rows];

    /// <summary>A cron line as an object; with <paramref name="window"/> the times between which it may run, too.</summary>
    public static JsonObject Schedule(string minute, string hour, bool window = false)
    {
        var schedule = new JsonObject { ["minute"] = minute, ["hour"] = hour, ["dom"] = "*", ["month"] = "*", ["dow"] = "*" };
        if (window) (schedule["begin"], schedule["end"]) = ("00:00", "23:59");
        return schedule;
    }

    /// <summary>A ZFS property as pool.dataset.query shows it.</summary>
    public static JsonObject Property(long parsed, string source = "NONE") =>
        new() { ["parsed"] = parsed, ["rawvalue"] = $"{parsed}", ["value"] = Size(parsed), ["source"] = source };

    public static JsonObject Property(JsonNode? parsed, string raw, string value, string source = "DEFAULT") =>
        new() { ["parsed"] = parsed, ["rawvalue"] = raw, ["value"] = value, ["source"] = source };

    private static string Size(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < 5; unit++) size /= 1024;
        return unit == 0 ? $"{bytes}B" : $"{size:0.##}{"BKMGTP"[unit]}";
    }
}
