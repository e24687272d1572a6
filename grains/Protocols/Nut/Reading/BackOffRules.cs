namespace NasOrleans.Protocols.Nut.Reading;

/// <summary>How long to wait before the next attempt to connect. Short: it is read while a battery empties.</summary>
internal static class BackOffRules
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(0.25);
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    /// <summary>A connection that lived for less does not count as a success: a server that breaks off at once is not asked four times a second.</summary>
    public static readonly TimeSpan Proven = TimeSpan.FromSeconds(10);

    /// <summary>Doubles with each failure, less up to a quarter by <paramref name="chance"/> (0 to 1), so that many clients do not come as one.</summary>
    public static TimeSpan Pause(int failures, double chance)
    {
        var whole = Math.Min(Most.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 16)));
        return TimeSpan.FromSeconds(whole * (1 - (0.25 * Math.Clamp(chance, 0, 1))));
    }
}
