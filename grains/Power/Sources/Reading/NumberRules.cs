namespace NasOrleans.Power.Sources.Reading;

/// <summary>From variables to numbers. What is missing, negative, no number or beyond belief is unknown, and unknown triggers nothing.</summary>
internal static class NumberRules
{
    // Some units say a little over 100 when they are full.
    private const double MostCharge = 110;
    private const double MostRuntime = 30 * 24 * 3600.0;
    public const double MostLoad = 999;
    public const double MostVolts = 1000;

    /// <summary>The same variables read again change nothing; older ones neither.</summary>
    public static UpsNumbers Next(UpsNumbers numbers, PowerObservation seen)
    {
        if (seen.VariablesAt is not { } at) return numbers;
        if (seen.Reader == numbers.Reader && seen.VariablesSequence <= numbers.Sequence) return numbers;
        if (at < numbers.At) return numbers;
        return new()
        {
            Reader = seen.Reader,
            Sequence = seen.VariablesSequence,
            At = at,
            Charge = HoldRules.Charge(numbers.Charge, Charge(seen.Variables)),
            Runtime = HoldRules.Runtime(numbers.Runtime, UpsNumber.Read(seen.Variables, "battery.runtime", MostRuntime)),
            Load = UpsNumber.Read(seen.Variables, "ups.load", MostLoad),
            InputVolts = UpsNumber.Read(seen.Variables, "input.voltage", MostVolts),
            NominalVolts = UpsNumber.Read(seen.Variables, "input.voltage.nominal", MostVolts),
        };
    }

    public static double? Charge(IReadOnlyDictionary<string, string> variables) =>
        UpsNumber.Read(variables, "battery.charge", MostCharge) is { } charge ? Math.Min(charge, 100) : null;

    /// <summary>Young enough to be acted on. What a slow poll brings may be two polls old.</summary>
    public static bool AreFresh(UpsNumbers numbers, TimeSpan pollInterval, PowerMoment now)
    {
        var oldest = pollInterval * 2 > ClockRules.OldestToActOn ? pollInterval * 2 : ClockRules.OldestToActOn;
        return now.Ticking - numbers.At <= oldest;
    }
}
