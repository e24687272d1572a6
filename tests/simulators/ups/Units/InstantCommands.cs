using System.Globalization;

namespace NasOrleans.Simulators.Ups.Units;

/// <summary>How a command ended, as GET TRACKING says it.</summary>
internal enum Carried
{
    Pending,
    Success,
    Unknown,
    InvalidArgument,
    Failed,
}

/// <summary>What the commands of a UPS do to it.</summary>
internal static class InstantCommands
{
    public static Carried Do(SimulatedUps ups, string command, string? parameter)
    {
        var done = Carried.Success;
        ups.Change(() =>
        {
            ups.Received(command, parameter);
            done = Act(ups, command.ToLowerInvariant(), parameter);
        });
        return done;
    }

    private static Carried Act(SimulatedUps ups, string command, string? parameter)
    {
        if (parameter is not null && !double.TryParse(parameter, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) return Carried.InvalidArgument;
        var delay = Seconds(parameter, ups.Number("ups.delay.shutdown"));
        switch (command)
        {
            case "load.off":
                ups.TurnOff(TimeSpan.Zero, returns: false, command);
                break;
            case "load.off.delay":
                ups.TurnOff(delay, returns: false, command);
                break;
            case "load.on":
                ups.TurnOn(TimeSpan.Zero);
                break;
            case "load.on.delay":
                ups.TurnOn(Seconds(parameter, ups.Number("ups.delay.start")));
                break;
            case "shutdown.return" or "shutdown.default" or "shutdown.reboot":
                ups.TurnOff(delay, returns: true, command);
                break;
            case "shutdown.stayoff":
                ups.TurnOff(delay, returns: false, command);
                break;
            case "shutdown.stop":
                ups.CancelSwitching();
                break;
            case "test.battery.start" or "test.battery.start.quick":
                return Test(ups, SelfTest.Quick);
            case "test.battery.start.deep":
                return Test(ups, SelfTest.Deep);
            case "calibrate.start":
                return Test(ups, SelfTest.Calibration);
            case "test.battery.stop" or "calibrate.stop":
                ups.EndTest("Aborted");
                break;
            case "test.panel.start":
                break;
            case "bypass.start" or "bypass.stop":
                ups.Bypass(command == "bypass.start");
                break;
            default:
                return command.StartsWith("outlet.", StringComparison.Ordinal) ? SwitchOutlet(ups, command) : Beep(ups, command);
        }
        return Carried.Success;
    }

    private static Carried Test(SimulatedUps ups, SelfTest test)
    {
        if (ups.Test != SelfTest.None || ups.IsOnBattery) return Carried.Failed;
        ups.StartTest(test);
        return Carried.Success;
    }

    private static Carried Beep(SimulatedUps ups, string command)
    {
        const string status = "ups.beeper.status";
        string? heard = command switch
        {
            "beeper.enable" or "beeper.on" => "enabled",
            "beeper.disable" or "beeper.off" => "disabled",
            "beeper.mute" => "muted",
            "beeper.toggle" => ups.Setting(status) == "enabled" ? "disabled" : "enabled",
            _ => null,
        };
        if (heard is null) return Carried.Unknown;
        ups.Keep(status, heard);
        return Carried.Success;
    }

    /// <summary>outlet.2.load.off</summary>
    private static Carried SwitchOutlet(SimulatedUps ups, string command)
    {
        var parts = command.Split('.', 3);
        var outlet = ups.Outlets[int.Parse(parts[1], CultureInfo.InvariantCulture) - 1];
        var delay = TimeSpan.FromSeconds(ups.Number($"outlet.{outlet.Number}.delay.shutdown"));
        switch (parts[2])
        {
            case "load.off":
                ups.Switch(outlet, on: false, TimeSpan.Zero);
                break;
            case "load.on":
                ups.Switch(outlet, on: true, TimeSpan.Zero);
                break;
            case "load.cycle":
                ups.Switch(outlet, on: false, TimeSpan.Zero, returns: true);
                break;
            default:
                ups.Switch(outlet, on: false, delay, returns: true);
                break;
        }
        return Carried.Success;
    }

    private static TimeSpan Seconds(string? parameter, double otherwise) =>
        TimeSpan.FromSeconds(Math.Clamp(double.TryParse(parameter, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : otherwise, 0, 7200));
}
