using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading.Storage;

/// <summary>The datasets at the top of each pool: its first one and those right below.</summary>
internal static class DatasetReader
{
    // Chosen on the NAS: the whole tree of a large pool is megabytes.
    private const string TopLevel =
        """[[["id","~","^[^/]+(/[^/]+)?$"]],{"select":["id","type","pool","encrypted","locked","used","available","quota","readonly","compressratio"]}]""";

    public static Task<ImmutableArray<Dataset>> ReadAsync(ReadContext context) =>
        context.AskAsync("pool.dataset.query", answer => answer.Items().Select(Of).ToImmutableArray(), TopLevel);

    public static Dataset Of(JsonElement dataset) => new()
    {
        Name = dataset.Text("id") ?? dataset.Text("name") ?? "",
        Pool = dataset.Text("pool") ?? "",
        Type = dataset.Text("type") ?? "",
        UsedBytes = dataset.Zfs("used").AsInteger(),
        AvailableBytes = dataset.Zfs("available").AsInteger(),
        QuotaBytes = dataset.Zfs("quota").AsInteger(),
        Encrypted = dataset.Flag("encrypted") ?? false,
        Locked = dataset.Flag("locked") ?? false,
        ReadOnly = dataset.Field("readonly").Flag("parsed") ?? dataset.Field("readonly").Text("rawvalue") == "on",
        CompressRatio = dataset.Zfs("compressratio").AsNumber() ?? Ratio(dataset.Field("compressratio").Text("value")),
    };

    private static double? Ratio(string? text) =>
        double.TryParse(text?.TrimEnd('x'), System.Globalization.CultureInfo.InvariantCulture, out var ratio) ? ratio : null;
}
