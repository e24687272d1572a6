namespace NasOrleans.Power.Sources.Orders;

/// <summary>What a UPS may be told. Whatever takes power from a load is no instant command here: it is a step of a run, or an outlet that somebody names.</summary>
internal static class UpsOrderRules
{
    private static readonly string[] Commands = ["beeper.", "test.battery.", "test.panel.", "test.system.", "test.failure.", "calibrate.", "reset."];
    private static readonly string[] OutletCommands = ["load.on", "load.off", "load.cycle", "shutdown.return"];
    private static readonly string[] PowerOffs = ["shutdown.return", "shutdown.stayoff", "shutdown.default", "load.off.delay"];

    private static readonly string[] Settings =
    [
        "ups.beeper.status", "ups.id", "ups.test.interval", "ups.delay.shutdown", "ups.delay.start", "battery.date", "battery.charge.low", "battery.charge.warning",
        "battery.charge.restart", "battery.runtime.low", "input.transfer.low", "input.transfer.high", "input.sensitivity",
    ];

    public static bool IsAllowed(UpsOrderKind kind, string name) => kind switch
    {
        UpsOrderKind.Command => IsName(name) && (Commands.Any(start => Starts(name, start)) || (OfOutlet(name) is { } rest && OutletCommands.Contains(rest, StringComparer.Ordinal))),
        UpsOrderKind.Setting => Settings.Contains(name, StringComparer.Ordinal),
        UpsOrderKind.PowerOff => PowerOffs.Contains(name, StringComparer.Ordinal),
        UpsOrderKind.ForceShutdown => name.Length == 0,
        _ => false,
    };

    // outlet.2.load.off
    private static string? OfOutlet(string name)
    {
        if (!Starts(name, "outlet.")) return null;
        var rest = name["outlet.".Length..];
        var dot = rest.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && rest[..dot].All(char.IsAsciiDigit) ? rest[(dot + 1)..] : null;
    }

    private static bool IsName(string name) => name.Length <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    private static bool Starts(string name, string start) => name.Length > start.Length && name.StartsWith(start, StringComparison.Ordinal);
}
