using NasOrleans.Simulators.Ups.Batteries;
using NasOrleans.Simulators.Ups.Faults;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Simulators.Ups.Scenarios;

/// <summary>What can happen to a UPS.</summary>
internal sealed class UpsStage(Func<IEnumerable<SimulatedUps>> units) : IStage
{
    private const string Mains = "mains";
    private const string Truth = "truth";
    private const string NewBattery = "new-battery";
    private const string DriverStarts = "driver-starts";
    private const string Prompt = "prompt";

    private static readonly SortedDictionary<string, (Action<SimulatedUps, ScenarioStep> Do, string? Opposite)> Doings = new(StringComparer.Ordinal)
    {
        ["outage"] = ((ups, _) => ups.LoseMains(), Mains),
        [Mains] = ((ups, step) => ups.SetMains(step.Number("volts", 230), step.Number("hertz", 50)), null),
        ["brown-out"] = ((ups, step) => ups.SetMains(step.Number("volts", 165)), Mains),
        ["boost"] = ((ups, step) => ups.SetMains(step.Number("volts", 200)), Mains),
        ["trim"] = ((ups, step) => ups.SetMains(step.Number("volts", 255)), Mains),
        ["over-voltage"] = ((ups, step) => ups.SetMains(step.Number("volts", 280)), Mains),
        ["load"] = ((ups, step) => ups.SetLoad(step.Number("percent", 25)), null),
        ["overload"] = ((ups, step) => ups.SetLoad(step.Number("percent", 130)), "load"),
        ["bypass"] = ((ups, _) => ups.SetBypass(true), "bypass-ends"),
        ["bypass-ends"] = ((ups, _) => ups.SetBypass(false), null),
        ["replace-battery"] = ((ups, _) => ups.WantNewBattery(), NewBattery),
        ["dead-battery"] = ((ups, _) => ups.SetBatteryHealth(0), NewBattery),
        [NewBattery] = ((ups, _) => ups.ChangeBattery(), null),
        ["charge"] = ((ups, step) => ups.SetCharge(step.Number("percent", 100)), null),
        ["curve"] = ((ups, step) => ups.SetCurve(Curve(step)), null),
        ["runtime"] = ((ups, step) => ups.SetRuntimeAtFullLoad(TimeSpan.FromSeconds(Math.Max(0.001, step.Number("seconds", 420)))), null),
        ["driver-dies"] = ((ups, _) => ups.DriverDies(), DriverStarts),
        ["driver-hangs"] = ((ups, _) => ups.DriverHangs(), DriverStarts),
        ["stale"] = ((ups, _) => ups.DriverGoesStale(), DriverStarts),
        ["wait"] = ((ups, _) => ups.DriverWaits(), DriverStarts),
        [DriverStarts] = ((ups, _) => ups.DriverStarts(), null),
        ["garbage"] = (Garble, Truth),
        ["status"] = ((ups, step) => ups.Override("ups.status", step.Text("value")), Truth),
        ["hide"] = ((ups, step) => ups.Override(step.Text("variable", "battery.charge"), null), Truth),
        [Truth] = ((ups, _) => ups.ClearOverrides(), null),
        ["alarm"] = ((ups, step) => ups.SetAlarm(step.Text("text", "Internal failure")), "alarm-ends"),
        ["alarm-ends"] = ((ups, _) => ups.SetAlarm(""), null),
        ["fsd"] = ((ups, _) => ups.Force(true), null),
        ["slow"] = ((ups, step) => ups.Slowness = TimeSpan.FromSeconds(step.Number("seconds", 5)), Prompt),
        ["never-answers"] = ((ups, _) => ups.NeverAnswers = true, Prompt),
        [Prompt] = ((ups, _) => (ups.Slowness, ups.NeverAnswers) = (null, false), null),
        ["command"] = ((ups, step) => InstantCommands.Do(ups, step.Text("command"), step.Arguments.GetValueOrDefault("value")), null),
        ["set"] = ((ups, step) => ups.Set(step.Text("variable"), step.Text("value")), null),
        ["reset"] = ((ups, _) => ups.Reset(), null),
    };

    public static IEnumerable<string> Names => Doings.Keys.Append("flicker");

    public string Name => "ups";

    public string? Refuse(ScenarioStep step)
    {
        if (!Doings.ContainsKey(step.What)) return $"nothing is called '{step.What}'; there is {string.Join(", ", Names)}";
        if (!units().Any(ups => step.Is(ups.Name))) return $"no UPS is called '{step.Target}'";
        if (step.What == "curve" && !Enum.TryParse<DischargeCurve>(step.Text("curve"), ignoreCase: true, out _) && FaultNames.Parse<DischargeCurve>(step.Text("curve")) is null) return $"no curve is called '{step.Text("curve")}'";
        if (step.What == "command" && units().Where(ups => step.Is(ups.Name)).Any(ups => !ups.Profile.Commands.Contains(step.Text("command")))) return $"no command is called '{step.Text("command")}'";
        return step.Arguments.Keys.Where(key => key is "volts" or "hertz" or "percent" or "seconds" or "times").Select(key => NoNumber(step, key)).FirstOrDefault(wrong => wrong is not null);
    }

    public string? Opposite(string what) => Doings.GetValueOrDefault(what).Opposite;

    public void Play(ScenarioStep step)
    {
        foreach (var ups in units().Where(ups => step.Is(ups.Name))) Doings[step.What].Do(ups, step);
    }

    private static string? NoNumber(ScenarioStep step, string argument)
    {
        try
        {
            step.Number(argument, 0);
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message.TrimEnd('.');
        }
    }

    private static DischargeCurve Curve(ScenarioStep step) =>
        Enum.TryParse<DischargeCurve>(step.Text("curve"), ignoreCase: true, out var curve) ? curve : FaultNames.Parse<DischargeCurve>(step.Text("curve")) ?? default;

    /// <summary>One variable as given, or nonsense in those that decide.</summary>
    private static void Garble(SimulatedUps ups, ScenarioStep step)
    {
        if (step.Arguments.ContainsKey("variable"))
        {
            ups.Override(step.Text("variable"), step.Text("value"));
            return;
        }
        ups.Override("battery.charge", "NaN");
        ups.Override("battery.runtime", "-1");
        ups.Override("input.voltage", "abc");
        ups.Override("ups.load", "");
        ups.Override("ups.status", "XYZZY \u0007 OLOB");
    }
}
