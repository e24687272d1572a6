namespace NasOrleans.Simulators.Ups.Units;

/// <summary>What ups.status is made of.</summary>
internal sealed record StatusFacts
{
    public required bool IsOnBattery { get; init; }

    public required bool IsLow { get; init; }

    public required bool IsCharging { get; init; }

    public bool IsOff { get; init; }

    public bool HasAlarm { get; init; }

    public bool IsCalibrating { get; init; }

    public bool IsTesting { get; init; }

    public bool IsBypassed { get; init; }

    public bool IsOverloaded { get; init; }

    public bool NeedsBattery { get; init; }

    public Supply Supply { get; init; }
}

internal static class StatusTokens
{
    public static string Of(StatusFacts facts)
    {
        List<string> tokens = [];
        Add(facts.HasAlarm, "ALARM");
        Add(facts.IsCalibrating, "CAL");
        Add(facts.IsTesting, "TEST");
        tokens.Add(facts.IsOnBattery ? "OB" : "OL");
        Add(facts.IsOff, "OFF");
        Add(facts.IsOnBattery, "DISCHRG");
        Add(facts.IsCharging, "CHRG");
        Add(facts.IsLow, "LB");
        Add(facts.NeedsBattery, "RB");
        Add(facts.IsBypassed, "BYPASS");
        Add(facts.IsOverloaded, "OVER");
        Add(!facts.IsOnBattery && facts.Supply == Supply.Boosted, "BOOST");
        Add(!facts.IsOnBattery && facts.Supply == Supply.Trimmed, "TRIM");
        return string.Join(' ', tokens);

        void Add(bool holds, string token)
        {
            if (holds) tokens.Add(token);
        }
    }
}
