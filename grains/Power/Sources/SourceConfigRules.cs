using System.Collections.Immutable;
using System.Globalization;
using NasOrleans.Protocols.PowerProbe;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Power.Sources;

/// <summary>What is wrong with a configuration, all of it at once.</summary>
internal static class SourceConfigRules
{
    private const int LongestName = 100;
    private const int LongestText = 2000;

    /// <summary>What is allowed, and yet its owner should know.</summary>
    public static ImmutableArray<string> Warnings(PowerSourceConfig config)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        if (config.Ups is { Server.Tls: NutTlsMode.SkipVerify }) found.Add("The NUT server's certificate is not looked at: anybody in between can read along and answer in its place.");
        if (config.Ups is { Server.Tls: NutTlsMode.Off, UserName.Length: > 0 }) found.Add("Name and password cross the network in the open when an order is given.");
        if (config.Probe is { Trust: TlsTrust.Ignore }) found.Add("The certificate of what is probed is not looked at.");
        if (config.Probe is { Mode: ProbeMode.Immediate }) found.Add("One check that fails, for whatever reason, counts as an outage.");
        return found.ToImmutable();
    }

    public static ImmutableArray<PowerProblem> Problems(PowerSourceConfig config)
    {
        var found = ImmutableArray.CreateBuilder<PowerProblem>();
        Check(found, "name", config.Name is { Length: > 0 and <= LongestName } && !config.Name.Any(char.IsControl), $"1 to {LongestName} characters");
        Check(found, "ups", config.Ups is null != config.Probe is null, "exactly one of 'ups' and 'probe'");
        if (config.Ups is { } ups) Ups(found, ups);
        if (config.Probe is { } probe) Probe(found, probe);
        Triggers(found, config.Triggers);
        Contact(found, config.Contact);
        Voltage(found, config.Voltage);
        return found.ToImmutable();
    }

    private static void Ups(ImmutableArray<PowerProblem>.Builder found, NutUpsConfig ups)
    {
        Check(found, "ups.server.host", NasAddress.TryParse(ups.Server.Host, out var address) && address.Port is null, "a DNS name or an address");
        Check(found, "ups.server.port", ups.Server.Port is >= 1 and <= 65535, "1 to 65535");
        Check(found, "ups.server.fingerprint", ups.Server.Fingerprint is null || IsFingerprint(ups.Server.Fingerprint), "SHA-256 as 64 lower-case hex digits");
        Check(found, "ups.ups", IsWord(ups.Ups), "the name of the UPS at its server: printable ASCII in one word");
        Check(found, "ups.userName", ups.UserName.Length == 0 || IsWord(ups.UserName), "printable ASCII in one word");
        Check(found, "ups.userName", ups.Role == NutRole.Observer || ups.UserName.Length > 0, $"needed for the role {ups.Role}");
        Check(found, "ups.role", Enum.IsDefined(ups.Role), "observer, secondary or primary");
        Between(found, "ups.statusInterval", ups.StatusInterval, 0.1, 2);
        Between(found, "ups.pollInterval", ups.PollInterval, 0.5, 60);
        Between(found, "ups.hostSync", ups.HostSync, 0, 600);
    }

    private static void Probe(ImmutableArray<PowerProblem>.Builder found, ProbeConfig probe)
    {
        Check(found, "probe.target", IsTarget(probe), probe.Kind switch
        {
            ProbeKind.Http => "an http or https URL",
            ProbeKind.Tcp => "host:port",
            _ => "a DNS name or an address",
        });
        Check(found, "probe.match", probe.Match is null or { Length: > 0 and <= LongestText }, $"1 to {LongestText} characters");
        Check(found, "probe.jsonPath", probe.JsonPath is null or { Length: > 0 and <= LongestName }, $"1 to {LongestName} characters");
        Check(found, "probe.jsonPath", probe.JsonPath is null || JsonPath.Parse(probe.JsonPath) is not null, "members and indices such as mains.ok or outlets[0].state");
        Check(found, "probe.headers", probe.Headers.All(IsHeader), "names of letters, digits and dashes, values in one line");
        Check(found, "probe.fingerprint", probe.Trust == TlsTrust.Pinned ? IsFingerprint(probe.Fingerprint) : true, "SHA-256 as 64 lower-case hex digits");
        Check(found, "probe.totalChecks", probe.TotalChecks is >= 2 and <= 10, "2 to 10");
        Between(found, "probe.checkInterval", probe.CheckInterval, 60, 3600);
        Between(found, "probe.timeout", probe.Timeout, 1, 30);
    }

    private static void Triggers(ImmutableArray<PowerProblem>.Builder found, PowerTriggers triggers)
    {
        Between(found, "triggers.lowCharge", triggers.LowCharge, 0, 99);
        Between(found, "triggers.lowRuntime", triggers.LowRuntime, 0, 86400);
        Between(found, "triggers.depletionRate", triggers.DepletionRate, 0, 1000);
        Between(found, "triggers.depletionWindow", triggers.DepletionWindow, 30, 3600);
        Between(found, "triggers.depletionGrace", triggers.DepletionGrace, 0, 3600);
        Between(found, "triggers.longOnBattery", triggers.LongOnBattery, 0, 7 * 86400);
        Between(found, "triggers.stabilisation", triggers.Stabilisation, 0, 600);
        Between(found, "triggers.testFloor", triggers.TestFloor, 0, 99);
    }

    private static void Contact(ImmutableArray<PowerProblem>.Builder found, ContactLimits contact)
    {
        Check(found, "contact.staleTolerance", contact.StaleTolerance is >= 1 and <= 100, "1 to 100");
        Between(found, "contact.grace", contact.Grace, 0, 3600);
        Between(found, "contact.failsafe", contact.Failsafe, 2, 300);
    }

    private static void Voltage(ImmutableArray<PowerProblem>.Builder found, VoltageLimits voltage)
    {
        Check(found, "voltage.nominal", voltage.Nominal is null or (>= 50 and <= 600), "50 to 600 V");
        Check(found, "voltage.low", voltage.Low is null or (>= 1 and <= 600), "1 to 600 V");
        Check(found, "voltage.high", voltage.High is null or (>= 1 and <= 600), "1 to 600 V");
        Check(found, "voltage.high", !(voltage.Low >= voltage.High), "above 'voltage.low'");
        Between(found, "voltage.band", voltage.Band, 1, 50);
        Between(found, "voltage.hysteresis", voltage.Hysteresis, 0, 10);
        Between(found, "voltage.severe", voltage.Severe, 1, 100);
        Between(found, "voltage.sustained", voltage.Sustained, 0, 600);
    }

    private static bool IsTarget(ProbeConfig probe) => probe.Kind switch
    {
        ProbeKind.Http => Uri.TryCreate(probe.Target, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https",
        ProbeKind.Tcp => NasAddress.TryParse(probe.Target, out var address) && address.Port is not null,
        _ => NasAddress.TryParse(probe.Target, out var address) && address.Port is null,
    };

    private static bool IsHeader(ProbeHeader header) =>
        header.Name.Length is > 0 and <= LongestName && header.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        && header.Value.Length <= LongestText && !header.Value.Any(char.IsControl);

    private static bool IsFingerprint(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    private static bool IsWord(string text) => text.Length is > 0 and <= LongestName && text.All(letter => letter is > ' ' and <= '~');

    private static void Between(ImmutableArray<PowerProblem>.Builder found, string field, TimeSpan value, double least, double most) =>
        Check(found, field, value.TotalSeconds >= least && value.TotalSeconds <= most, string.Create(CultureInfo.InvariantCulture, $"{least} to {most} s"));

    private static void Between(ImmutableArray<PowerProblem>.Builder found, string field, double value, double least, double most) =>
        Check(found, field, value >= least && value <= most, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));

    private static void Check(ImmutableArray<PowerProblem>.Builder found, string field, bool good, string wanted)
    {
        if (!good) found.Add(new() { Field = field, Message = wanted });
    }
}
