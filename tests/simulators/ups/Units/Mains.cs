namespace NasOrleans.Simulators.Ups.Units;

/// <summary>What comes out of the wall.</summary>
public sealed record Mains(double Voltage, double Frequency = 50)
{
    public static Mains None { get; } = new(0, 0);
}

/// <summary>What the UPS makes of its mains.</summary>
internal enum Supply
{
    Good,
    Boosted,
    Trimmed,
    TooLow,
    TooHigh,
}

internal static class MainsRules
{
    private const double Band = 0.06;

    /// <summary>Between the transfer points it is used, with the voltage regulated where the UPS can and it is far off.</summary>
    public static Supply Judge(double voltage, double nominal, double low, double high, bool regulates) => voltage switch
    {
        _ when voltage < low => Supply.TooLow,
        _ when voltage > high => Supply.TooHigh,
        _ when regulates && voltage < nominal * (1 - Band) => Supply.Boosted,
        _ when regulates && voltage > nominal * (1 + Band) => Supply.Trimmed,
        _ => Supply.Good,
    };

    public static bool IsUsable(Supply supply) => supply is Supply.Good or Supply.Boosted or Supply.Trimmed;

    public static double Output(Supply supply, double voltage, double nominal) => supply switch
    {
        Supply.Boosted => voltage * 1.12,
        Supply.Trimmed => voltage * 0.88,
        Supply.Good => voltage,
        _ => nominal,
    };
}
