using System.Collections.Immutable;
using System.Text;

namespace NasOrleans.Tests.Nut;

/// <summary>The files that upsd and its drivers read.</summary>
internal sealed class UpsFiles
{
    private readonly TempFolder _folder;
    private readonly UpsServerOptions _options;
    private readonly Dictionary<string, SortedDictionary<string, string>> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _written = new(StringComparer.Ordinal);

    public UpsFiles(TempFolder folder, UpsServerOptions options)
    {
        (_folder, _options) = (folder, options);
        Directory.CreateDirectory(Configuration);
        Directory.CreateDirectory(State);
    }

    public string Configuration => _folder.File("etc");

    public string State => _folder.File("run");

    public string Log => _folder.File("log");

    public string Certificates => _folder.File("certificates");

    public string LogText => File.Exists(Log) ? File.ReadAllText(Log) : "";

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["NUT_CONFPATH"] = Configuration,
        ["NUT_STATEPATH"] = State,
        ["NUT_ALTPIDPATH"] = State,
    };

    public void WriteServer(int port)
    {
        Write("upsd.conf", $"""
            LISTEN 127.0.0.1 {port}
            MAXAGE {_options.MaxAge}
            MAXCONN 1024
            {(_options.WithTls ? $"CERTPATH {Certificates}\nCERTIDENT upsd {UpsCertificate.StorePassword}" : "")}

            """);
        Write("upsd.users", $"""
            [{UpsServer.Admin}]
              password = {UpsServer.Password}
              actions = SET
              actions = FSD
              instcmds = ALL
            [{UpsServer.Odd}]
              password = "{UpsServer.OddPassword.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("#", "\\#")}"
              actions = SET
              instcmds = ALL
            [{UpsServer.Primary}]
              password = {UpsServer.Password}
              upsmon primary
            [{UpsServer.Secondary}]
              password = {UpsServer.Password}
              upsmon secondary

            """);
    }

    public void WriteUpses(IEnumerable<string> upses)
    {
        var text = new StringBuilder($"user = root\npollinterval = {_options.PollInterval}\n");
        foreach (var ups in upses) text.Append($"[{ups}]\n  driver = dummy-ups\n  port = {ups}.dev\n  desc = \"UPS \\\"{ups}\\\"\"\n");
        Write("ups.conf", text.ToString());
    }

    /// <summary>A variable that is left out keeps its value: the driver only ever adds.</summary>
    public void Change(string ups, IEnumerable<KeyValuePair<string, string>> changes)
    {
        if (!_variables.TryGetValue(ups, out var variables)) _variables[ups] = variables = new(Defaults(ups), StringComparer.Ordinal);
        foreach (var (name, value) in changes) variables[name] = value;
        var file = $"{ups}.dev";
        Write(file, string.Concat(variables.Select(variable => $"{variable.Key}: {variable.Value}\n")));
    }

    // Renamed into place, so that none reads half of it, and each time a second younger: the driver looks at whole seconds.
    private void Write(string name, string text)
    {
        var (path, next) = (Path.Combine(Configuration, name), Path.Combine(Configuration, $".{name}"));
        File.WriteAllText(next, text.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var moment = TimeProvider.System.GetUtcNow().UtcDateTime;
        if (_written.TryGetValue(name, out var last) && moment < last.AddSeconds(1)) moment = last.AddSeconds(1);
        File.SetLastWriteTimeUtc(next, _written[name] = moment);
        File.Move(next, path, overwrite: true);
    }

    private static ImmutableDictionary<string, string> Defaults(string ups) => new Dictionary<string, string>
    {
        ["battery.charge"] = "100",
        ["battery.charge.low"] = "20",
        ["battery.charge.warning"] = "50",
        ["battery.runtime"] = "1800",
        ["battery.runtime.low"] = "120",
        ["battery.type"] = "PbAc",
        ["battery.voltage"] = "27.3",
        ["battery.voltage.nominal"] = "24.0",
        ["device.mfr"] = "NasOrleans",
        ["device.model"] = "Dummy 1500",
        ["device.serial"] = $"S-{ups}",
        ["device.type"] = "ups",
        ["input.frequency"] = "50.0",
        ["input.transfer.high"] = "280",
        ["input.transfer.low"] = "180",
        ["input.voltage"] = "230.1",
        ["input.voltage.nominal"] = "230",
        ["output.voltage"] = "230.0",
        ["ups.beeper.status"] = "enabled",
        ["ups.delay.shutdown"] = "20",
        ["ups.firmware"] = "1.0",
        ["ups.load"] = "23",
        ["ups.mfr"] = "NasOrleans",
        ["ups.model"] = "Dummy 1500",
        ["ups.realpower.nominal"] = "900",
        ["ups.status"] = "OL",
        ["ups.test.result"] = "Done and passed",
    }.ToImmutableDictionary();
}
