using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NasOrleans.Secrets;

namespace NasOrleans.Silo.Import;

/// <summary>The settings of UPS Monitor, of its Python class Config or its Bash variables, as a section 'power'.</summary>
internal sealed class MonitorImport(string file, ImportAids aids)
{
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["LOG_FILE"] = "logs lie in the data folder; see log.* in deploy/settings.md",
        ["STATE_FILE"] = "state is kept in the data folder",
        ["SHUTDOWN_SCHEDULED_FILE"] = "that a shutdown is under way is kept in the data folder, and reset over the API",
        ["BATTERY_HISTORY_FILE"] = "the battery's history is kept in the data folder",
        ["NOTIFICATION_TIMEOUT"] = "a notification has 3 s, and holds nobody up",
        ["NOTIFICATION_TIMEOUT_BLOCKING"] = "notifications have 5 s in all before our own host goes off",
    };

    private readonly Dictionary<string, Given> _given = new(StringComparer.Ordinal);
    private readonly List<string> _left = [];
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public Imported Read(string text)
    {
        foreach (var one in PythonText.IsOne(text) ? PythonText.Read(text) : ShellText.Read(text)) _given[one.Name] = one;
        if (Text("UPS_NAME") is not { Length: > 0 } ups) return new Imported { Faults = [$"{file}: UPS_NAME: is needed, such as UPS@192.168.178.11"] };

        var yaml = new StringBuilder("power:\n");
        if (Flag("DRY_RUN_MODE") == true) yaml.Append("  dryRun: true\n");
        var nas = Nas();
        if (nas is { HostKey: not null } && aids.Key is { } key) yaml.Append(CultureInfo.InvariantCulture, $"  keys: {{ default: {YamlText.Quote(key)} }}\n");
        var id = YamlText.Id(ups.Split('@')[0], []);
        yaml.Append(CultureInfo.InvariantCulture, $"  sources:\n    {id}:\n      ups: ");
        yaml.Append(Number("CHECK_INTERVAL") is { } interval ? $"{{ ups: {YamlText.Quote(ups)}, pollInterval: {YamlText.Seconds(Within("CHECK_INTERVAL", interval, 0.5, 60))} }}\n" : YamlText.Quote(ups) + "\n");
        Triggers(yaml);
        if (Number("MAX_STALE_DATA_TOLERANCE") is { } tolerance) yaml.Append(CultureInfo.InvariantCulture, $"      contact: {{ staleTolerance: {YamlText.Number(tolerance)} }}\n");
        Group(yaml, nas);
        var secrets = Discord();
        foreach (var (name, one) in _given.Where(one => !_used.Contains(one.Key) && !one.Key.Any(char.IsAsciiLetterLower))) Leave(one, Why(name));
        return _faults.Count > 0 ? new Imported { Faults = [.. _faults] } : new Imported { Yaml = yaml.ToString(), Secrets = secrets, Left = [.. _left] };
    }

    private static string Why(string name) => Elsewhere.GetValueOrDefault(name)
        ?? (name.StartsWith("COLOR_", StringComparison.Ordinal) ? "the colour of a message follows from how grave it is" : "there is nothing like it here");

    private void Triggers(StringBuilder yaml)
    {
        var lines = new List<string>();
        void Add(string key, string? value)
        {
            if (value is not null) lines.Add($"        {key}: {value}\n");
        }

        Add("lowCharge", Number("LOW_BATTERY_THRESHOLD") is { } charge ? YamlText.Number(charge) : null);
        Add("lowRuntime", Seconds("CRITICAL_RUNTIME_THRESHOLD"));
        Add("depletionRate", Number("CRITICAL_DEPLETION_RATE") is { } rate ? YamlText.Number(rate) : null);
        Add("depletionWindow", Seconds("BATTERY_DEPLETION_WINDOW"));
        Add("depletionGrace", Seconds("DEPLETION_RATE_GRACE_PERIOD"));
        var extended = Seconds("EXTENDED_TIME");
        Add("longOnBattery", Flag("EXTENDED_TIME_ON_BATTERY_SHUTDOWN") == false ? "0s" : extended);
        if (lines.Count > 0) yaml.Append("      triggers:\n").AppendJoin("", lines);
    }

    private void Group(StringBuilder yaml, NasAccess? nas)
    {
        yaml.Append("  groups:\n    home:\n      loads:\n");
        if (nas is { HostKey: not null } && aids.Key is not null) yaml.Append("        nas: {}\n");
        yaml.Append("        host: { local: true }\n      phases:\n");
        var force = Seconds("MAX_VM_WAIT") ?? "30s";
        yaml.Append(CultureInfo.InvariantCulture, $"        - {{ name: machines, steps: [{{ virtualMachines: {{ forceAfter: {force} }} }}] }}\n        - {{ name: containers, steps: [containers] }}\n");
        yaml.Append("        - name: disks\n          parallel: false\n          steps:\n            - sync\n");
        var timeout = Seconds("UNMOUNT_TIMEOUT") ?? "15s";
        foreach (var (path, options) in List("MOUNTS_TO_UNMOUNT")) Unmount(yaml, path, options, timeout);
        if (nas is not null) yaml.Append(Phase(nas));
        yaml.Append("        - { name: host, steps: [localHostOff] }\n");
    }

    private void Unmount(StringBuilder yaml, string path, string options, string timeout)
    {
        var words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var known = words.Where(word => word is "-f" or "-r" or "-n" or "-v" or "-i").ToArray();
        foreach (var word in words.Except(known).Where(word => word is not ("-l" or "--lazy"))) Leave(_given["MOUNTS_TO_UNMOUNT"], $"the option {word} of {path} is none of -l -f -r -n -v -i");
        var lazy = words.Any(word => word is "-l" or "--lazy") ? ", lazy: true" : "";
        var rest = known.Length > 0 ? $", options: {YamlText.Quote(string.Join(' ', known))}" : "";
        yaml.Append(CultureInfo.InvariantCulture, $"            - {{ unmount: {{ path: {YamlText.Quote(path)}{lazy}{rest} }}, timeout: {timeout} }}\n");
    }

    private sealed record NasAccess(string User, string Host, string? HostKey);

    private NasAccess? Nas()
    {
        var (user, host) = (Text("REMOTE_NAS_USER"), Text("REMOTE_NAS_HOST"));
        if (string.IsNullOrEmpty(host)) return null;
        if (string.IsNullOrEmpty(user)) (user, _) = ("nas-admin", 0);
        var access = new NasAccess(user, host, aids.HostKey(host));
        if (access.HostKey is null) Leave(_given["REMOTE_NAS_HOST"], $"the SHA-256 of its host key is not known, and a host that cannot be told from another one is told nothing: 'ssh-keyscan {host} | ssh-keygen -lf -' shows it; give it with --host-key, or take the marks off its lines");
        if (aids.Key is null) Leave(_given["REMOTE_NAS_HOST"], "no private key without a passphrase was found for it; give one with --key, or take the marks off its lines");
        return access;
    }

    private string Phase(NasAccess nas)
    {
        var mark = nas.HostKey is null || aids.Key is null ? "        # " : "        ";
        var text = new StringBuilder();
        if (mark.Contains('#', StringComparison.Ordinal)) text.Append("        # With 'nas: {}' among the loads and 'keys: { default: … }' above:\n");
        text.Append(mark).Append("- name: nas\n");
        text.Append(mark).Append("  steps:\n");
        text.Append(mark).Append("    - load: nas\n");
        text.Append(mark).Append("      host:\n");
        text.Append(mark).Append("        command: sudo -n /usr/syno/sbin/synoshutdown -s\n");
        text.Append(mark).Append(CultureInfo.InvariantCulture, $"        on: {{ host: {YamlText.Quote(nas.Host)}, user: {YamlText.Quote(nas.User)}, hostKey: {YamlText.Quote(nas.HostKey ?? "SHA256:…")} }}\n");
        return text.ToString();
    }

    private ImmutableSortedDictionary<string, Secret> Discord()
    {
        if (Text("DISCORD_WEBHOOK_URL") is not { Length: > 0 } address) return ImmutableSortedDictionary<string, Secret>.Empty;
        Leave(_given["DISCORD_WEBHOOK_URL"], "it is a secret and lies in discord.webhook now: start with NAS_NOTIFY_DISCORD_FILE naming that file");
        return ImmutableSortedDictionary<string, Secret>.Empty.Add("discord.webhook", new Secret(address));
    }

    private Given? Take(string name)
    {
        _used.Add(name);
        if (_given.GetValueOrDefault(name) is not { } given) return null;
        if (!given.IsUnread) return given;
        Leave(given, "its value is worked out when the script runs; write it in by hand");
        return null;
    }

    private string? Text(string name) => Take(name) is { } given ? given.Text ?? Fault<string>(given, "takes one text") : null;

    private IEnumerable<(string, string)> List(string name) => Take(name) is not { } given ? [] : given.List ?? (given.Text is "" ? [] : [(given.Text!, "")]);

    private double? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e7 ? number : Fault<double?>(_given[name], $"'{text}' is not a number from 0 up");
    }

    private string? Seconds(string name) => Number(name) is { } seconds ? YamlText.Seconds(seconds) : null;

    private bool? Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        null => null,
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" or "" => false,
        var other => Fault<bool?>(_given[name], $"'{other}' is not true or false"),
    };

    private double Within(string name, double value, double least, double most)
    {
        var near = Math.Clamp(value, least, most);
        if (near != value) Leave(_given[name], $"{YamlText.Number(value)} s is beyond what is possible here, {YamlText.Number(near)} s was taken");
        return near;
    }

    private void Leave(Given given, string why) => _left.Add($"{file}:{given.Line}: {given.Name}: {why}");

    private T? Fault<T>(Given given, string what)
    {
        _faults.Add($"{file}:{given.Line}: {given.Name}: {what}");
        return default;
    }
}
