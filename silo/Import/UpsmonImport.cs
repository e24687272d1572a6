using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NasOrleans.Secrets;

namespace NasOrleans.Silo.Import;

/// <summary>An upsmon.conf as a section 'power'.</summary>
internal sealed class UpsmonImport(string file)
{
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["FINALDELAY"] = "our own host goes off as soon as the steps before it have ended; notifications get 5 s",
        ["NOTIFYCMD"] = "notifications are sent by this program",
        ["NOTIFYMSG"] = "messages have texts of their own",
        ["NOTIFYFLAG"] = "notifications are sent by this program",
        ["NOCOMMWARNTIME"] = "that contact is lost is told when it is lost and when it is back",
        ["RBWARNTIME"] = "a battery to be replaced is shown for as long as it is one",
        ["POWERDOWNFLAG"] = "no scripts of ours run while the host goes off; 'upsOff' of a group has the UPS switch itself off",
        ["RUN_AS_USER"] = "the service's unit names the user",
        ["CERTPATH"] = "give the authority or the fingerprint of the server's certificate under its 'server'",
        ["CERTIDENT"] = "clients prove themselves by name and password",
        ["CERTHOST"] = "give the authority or the fingerprint of the server's certificate under its 'server'",
        ["OFFDURATION"] = "a UPS that is off is shown, and is no ground to shut anything down",
        ["OBLBDURATION"] = "a UPS that says that its battery is ending is believed at once",
        ["OVERDURATION"] = "a UPS that is overloaded is shown, and is no ground to shut anything down",
        ["ALARMCRITICAL"] = "alarms are shown, and are no ground to shut anything down",
        ["SHUTDOWNEXIT"] = "the program goes on for as long as its host does",
        ["POLLFAIL_LOG_THROTTLE_MAX"] = "a state is logged when it changes",
        ["DEBUG_MIN"] = "see log.level in deploy/settings.md",
    };

    private readonly List<string> _left = [];
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, NutConfLine> _last = new(StringComparer.Ordinal);
    private readonly List<Monitor> _monitors = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private sealed record Monitor(string Id, string Ups, int Value, string User, string Password, string Role);

    /// <summary>Whether a text is one: it says what it watches.</summary>
    public static bool IsOne(string text) => NutConfText.Read(text).Exists(line => line.Words[0] == "MONITOR");

    public Imported Read(string text)
    {
        foreach (var line in NutConfText.Read(text))
        {
            if (line.Fault is { } fault) Leave(line, fault);
            else if (line.Words[0] == "MONITOR") Watch(line);
            else _last[line.Words[0]] = line;
        }

        var yaml = new StringBuilder("power:\n");
        if (_last.Remove("SHUTDOWNCMD", out var command) && command.Words.Length > 1) yaml.Append(CultureInfo.InvariantCulture, $"  offCommand: {YamlText.Quote(command.Words[1])}\n");
        Sources(yaml);
        Group(yaml);
        foreach (var line in _last.Values) Leave(line, Elsewhere.GetValueOrDefault(line.Words[0]) ?? "there is nothing like it here");
        if (_faults.Count > 0) return new Imported { Faults = [.. _faults] };
        return new Imported
        {
            Yaml = yaml.ToString(),
            Secrets = _monitors.Where(one => one.Password.Length > 0).ToImmutableSortedDictionary(one => one.Id + ".password", one => new Secret(one.Password)),
            Left = [.. _left],
        };
    }

    // MONITOR system powervalue username password type
    private void Watch(NutConfLine line)
    {
        if (line.Words.Length < 6) Fault(line, "takes system, power value, user, password and role");
        else if (!int.TryParse(line.Words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 50) Fault(line, $"the power value '{line.Words[2]}' is not a whole number from 0 to 50");
        else if (Role(line.Words[5]) is not { } role) Fault(line, $"the role '{line.Words[5]}' is none of primary, secondary, master, slave");
        else _monitors.Add(new Monitor(YamlText.Id(line.Words[1].Split('@')[0], _ids), line.Words[1], value, line.Words[3], line.Words[4], role));
    }

    private static string? Role(string word) => word.ToLowerInvariant() switch
    {
        "primary" or "master" => "primary",
        "secondary" or "slave" => "secondary",
        _ => null,
    };

    private void Sources(StringBuilder yaml)
    {
        var pace = new[] { Seconds("POLLFREQ"), Seconds("POLLFREQALERT") }.OfType<double>().ToArray();
        var dead = Seconds("DEADTIME");
        var sync = Seconds("HOSTSYNC");
        var tls = Flag("CERTVERIFY") ? "strict" : Flag("FORCESSL") ? "skipVerify" : null;
        yaml.Append("  sources:\n");
        foreach (var one in _monitors)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    {one.Id}:\n      ups:\n        ups: {YamlText.Quote(one.Ups.Split('@')[0])}\n");
            yaml.Append(CultureInfo.InvariantCulture, $"        server: {Server(one.Ups, tls)}\n        role: {one.Role}\n        userName: {YamlText.Quote(one.User)}\n");
            if (pace.Length > 0) yaml.Append(CultureInfo.InvariantCulture, $"        pollInterval: {YamlText.Seconds(Math.Clamp(pace.Min(), 0.5, 60))}\n");
            if (sync is { } wait && one.Role == "primary") yaml.Append(CultureInfo.InvariantCulture, $"        hostSync: {YamlText.Seconds(Math.Min(wait, 600))}\n");
            if (one.Password.Length > 0) yaml.Append(CultureInfo.InvariantCulture, $"      passwordFile: {one.Id}.password\n");
            yaml.Append("      # As upsmon does: only the word of the UPS itself counts. Without this line a low battery, a short runtime and a long outage count, too.\n");
            yaml.Append("      triggers: { lowCharge: 0, lowRuntime: 0s, depletionRate: 0, longOnBattery: 0s }\n");
            if (dead is { } limit) yaml.Append(CultureInfo.InvariantCulture, $"      contact: {{ failsafe: {YamlText.Seconds(Math.Clamp(limit, 2, 300))} }}\n");
        }
    }

    private static string Server(string system, string? tls)
    {
        var at = system.IndexOf('@', StringComparison.Ordinal);
        var host = at < 0 ? "localhost" : system[(at + 1)..];
        if (tls is null) return YamlText.Quote(host);
        var colon = host.EndsWith(']') ? -1 : host.LastIndexOf(':');
        return colon < 0 ? $"{{ host: {YamlText.Quote(host)}, tls: {tls} }}" : $"{{ host: {YamlText.Quote(host[..colon])}, port: {host[(colon + 1)..]}, tls: {tls} }}";
    }

    // As many supplies must be gone as leave fewer than the least.
    private void Group(StringBuilder yaml)
    {
        if (_monitors.Count == 0) _faults.Add($"{file}: MONITOR: is needed, nothing is watched");
        var least = 1;
        if (_last.Remove("MINSUPPLIES", out var line) && (line.Words.Length < 2 || !int.TryParse(line.Words[1], NumberStyles.None, CultureInfo.InvariantCulture, out least))) Fault(line, "takes a whole number from 0 up");
        var feeds = _monitors.SelectMany(one => Enumerable.Repeat(one.Id, one.Value)).ToArray();
        if (line is not null && least > feeds.Length && _monitors.Count > 0) Fault(line, $"{least} supplies are needed, and all power values together are {feeds.Length}");
        if (feeds.Length == 0 || least == 0)
        {
            _left.Add($"{file}: no supply feeds this host, so that nothing is shut down: add a group for what hangs on these UPSes");
            return;
        }

        var gone = feeds.Length - least + 1;
        var rule = gone == feeds.Length ? "all" : gone == 1 ? "any" : $"atLeast, count: {gone.ToString(CultureInfo.InvariantCulture)}";
        yaml.Append(CultureInfo.InvariantCulture, $"  groups:\n    home:\n      loads:\n        host: {{ local: true, feeds: [{string.Join(", ", feeds)}], rule: {rule} }}\n");
    }

    private double? Seconds(string name)
    {
        if (!_last.Remove(name, out var line)) return null;
        if (line.Words.Length > 1 && double.TryParse(line.Words[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e6) return seconds;
        Fault(line, $"'{(line.Words.Length > 1 ? line.Words[1] : "")}' is not a number of seconds from 0 up");
        return null;
    }

    private bool Flag(string name) => _last.Remove(name, out var line) && line.Words.Length > 1 && line.Words[1] is "1" or "yes" or "true" or "on";

    // The words of a line may hold a password: only the first is told.
    private void Leave(NutConfLine line, string why) => _left.Add($"{file}:{line.Line}: {line.Words[0]}: {why}");

    private void Fault(NutConfLine line, string what) => _faults.Add($"{file}:{line.Line}: {line.Words[0]}: {what}");
}
