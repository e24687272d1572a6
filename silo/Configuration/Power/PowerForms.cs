using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Silo.Configuration;

/// <summary>The short forms of power: a UPS as <c>name@host</c>, a probe as its address, a step as the name of its kind.</summary>
internal sealed class PowerForms : INodeForms
{
    private const string IdAllowed = "an id: 1 to 64 of a-z 0-9 . _ -, starting with a letter or digit";

    private static readonly YamlNode AnyText = new(0) { Text = "sync" };

    private static readonly HashSet<(Type, string)> FilledIn =
    [
        (typeof(PowerSourceConfig), "name"), (typeof(PowerGroupConfig), "name"), (typeof(LoadConfig), "id"),
        (typeof(PhaseConfig), "name"), (typeof(StepConfig), "id"), (typeof(StepConfig), "load"),
    ];

    public bool IsFilledIn(Type type, string key) => FilledIn.Contains((type, key));

    public string? NameKey(Type type) => type == typeof(LoadConfig) ? "id" : null;

    public TextForm? TextOf(Type type)
    {
        if (type == typeof(PowerSourceId)) return new(IdAllowed, text => PowerSourceId.TryParse(text, out var id) ? id : null);
        return type == typeof(SystemId) ? new(IdAllowed, text => SystemId.TryParse(text, out var id) ? id : null) : null;
    }

    /// <summary>Whether a record may also be written as one text.</summary>
    public bool HasShortForm(Type type) => !ReferenceEquals(Expand(type, AnyText), AnyText);

    public YamlNode Expand(Type type, YamlNode node)
    {
        if (type == typeof(PowerSourceConfig)) return node.Text is { } source ? new YamlNode(node.Line).With(source.Contains('@', StringComparison.Ordinal) && !source.Contains("://", StringComparison.Ordinal) ? "ups" : "probe", node) : node;
        if (type == typeof(NutUpsConfig)) return Ups(node);
        if (type == typeof(ProbeConfig)) return Probe(node);
        if (type == typeof(WakeStep) && node.Entries is null) return node.With("macs", node);
        if (node.Text is not { } text) return node;
        if (type == typeof(NutServerConfig)) return Server(node, text);
        if (type == typeof(StepConfig)) return node.With(text, new YamlNode(node.Line));
        if (type == typeof(CommandStep)) return node.With(("name", text));
        if (type == typeof(UnmountStep)) return node.With(("path", text));
        if (type == typeof(TrueNasStep)) return node.With(("system", text));
        if (type == typeof(UpsOffStep)) return node.With(("source", text));
        return node;
    }

    // rack@192.168.1.11:3493, alone or as the value of 'ups' beside other keys
    private static YamlNode Ups(YamlNode node)
    {
        if ((node.Text ?? node["ups"]?.Text) is not { } text || node["server"] is not null) return node;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (name, host) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
        if (host.Length == 0) host = "localhost";
        var line = node["ups"]?.Line ?? node.Line;
        return node.With("ups", new YamlNode(line) { Text = name }).With("server", new YamlNode(line) { Text = host });
    }

    private static YamlNode Server(YamlNode node, string text) => NasAddress.TryParse(text, out var address) && address.Port is { } port
        ? node.With(("host", address.Host), ("port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        : node.With(("host", text));

    // http://192.168.1.11/ or switch.lan:22 or 192.168.1.1
    private static YamlNode Probe(YamlNode node)
    {
        if (node.Text is { } target) node = node.With(("target", target));
        if (node["kind"] is not null || node["target"]?.Text is not { } text) return node;
        var kind = text.Contains("://", StringComparison.Ordinal) ? ProbeKind.Http : NasAddress.TryParse(text, out var address) && address.Port is not null ? ProbeKind.Tcp : ProbeKind.Ping;
        return node.With(("kind", Setting.CamelCase(kind.ToString())));
    }
}
