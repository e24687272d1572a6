using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading;

/// <summary>The alerts that a NAS raised itself.</summary>
internal static partial class AlertReader
{
    private const int MaxText = 2000;
    private static readonly ImmutableArray<string> Subjects = ["volume", "pool", "device", "disk", "serial", "ups", "name", "dataset", "id"];

    public static Task<ImmutableArray<NasAlert>> ReadAsync(ReadContext context) =>
        context.AskAsync("alert.list", answer => answer.Items().Select(Of).ToImmutableArray());

    public static NasAlert Of(JsonElement alert) => new()
    {
        Id = alert.Text("uuid") ?? alert.Text("id") ?? "",
        Class = alert.Text("klass") ?? alert.Text("source") ?? "",
        Level = alert.Text("level") ?? "",
        Text = PlainText(alert.Text("formatted") ?? alert.Text("text")),
        RaisedAt = alert.Date("datetime"),
        Dismissed = alert.Flag("dismissed") ?? false,
        Node = alert.Text("node"),
        Subject = Subject(alert.Field("args")),
    };

    /// <summary>Alerts are written as HTML, for the NAS's own pages.</summary>
    public static string PlainText(string? html)
    {
        var most = html is { Length: > 4 * MaxText } ? html[..(4 * MaxText)] : html ?? "";
        var line = string.Join(' ', WebUtility.HtmlDecode(Tag().Replace(most, " ")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > MaxText ? line[..MaxText] + "…" : line;
    }

    [GeneratedRegex("<[^<>]*>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    private static string? Subject(JsonElement arguments) => arguments.ValueKind == JsonValueKind.String
        ? arguments.GetString()
        : Subjects.Select(name => arguments.Text(name)).FirstOrDefault(text => text is { Length: > 0 });
}
