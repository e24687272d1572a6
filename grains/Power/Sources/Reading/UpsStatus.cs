using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Reading;

/// <summary>A status in tokens: <c>OB DISCHRG LB</c>. CHRG stands inside DISCHRG, so nothing is ever looked for as a part of the text.</summary>
internal sealed record UpsStatus
{
    private const int MostTokens = 32;
    private const int LongestToken = 32;

    private static readonly Dictionary<string, UpsFlags> Known = new(StringComparer.Ordinal)
    {
        ["OL"] = UpsFlags.OnLine,
        ["OB"] = UpsFlags.OnBattery,
        ["LB"] = UpsFlags.LowBattery,
        ["HB"] = UpsFlags.HighBattery,
        ["RB"] = UpsFlags.ReplaceBattery,
        ["CHRG"] = UpsFlags.Charging,
        ["DISCHRG"] = UpsFlags.Discharging,
        ["BYPASS"] = UpsFlags.Bypass,
        ["CAL"] = UpsFlags.Calibrating,
        ["OFF"] = UpsFlags.Off,
        ["OVER"] = UpsFlags.Overloaded,
        ["TRIM"] = UpsFlags.Trimming,
        ["BOOST"] = UpsFlags.Boosting,
        ["FSD"] = UpsFlags.ForcedShutdown,
        ["ALARM"] = UpsFlags.Alarm,
        ["TEST"] = UpsFlags.Testing,
    };

    public UpsFlags Flags { get; private init; }

    public ImmutableArray<string> Unknown { get; private init; } = [];

    public Supply Supply { get; private init; }

    public bool Has(UpsFlags flag) => Any(Flags, flag);

    /// <summary>Null for what is no status, or none yet: WAIT, empty, garbage. A token that is merely not known here is kept and judges nothing.</summary>
    public static UpsStatus? Read(string? text)
    {
        var tokens = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (tokens.Length is 0 or > MostTokens || !tokens.All(IsToken) || tokens.Contains("WAIT", StringComparer.Ordinal)) return null;

        var flags = tokens.Aggregate(UpsFlags.None, (all, token) => all | Known.GetValueOrDefault(token));
        return new()
        {
            Flags = flags,
            Supply = SupplyOf(flags),
            Unknown = [.. tokens.Where(token => !Known.ContainsKey(token)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>
    /// OL and OB at once contradict each other, so nobody knows. An FSD with neither or both speaks of a battery; what charges, bypasses or regulates has mains;
    /// OFF, a bare DISCHRG or a lone LB tell nothing.
    /// </summary>
    private static Supply SupplyOf(UpsFlags flags)
    {
        var (onLine, onBattery) = (Any(flags, UpsFlags.OnLine), Any(flags, UpsFlags.OnBattery));
        if (onLine != onBattery) return onLine ? Supply.Mains : Supply.Battery;
        if (Any(flags, UpsFlags.ForcedShutdown)) return Supply.Battery;
        if (onLine || Any(flags, UpsFlags.Discharging)) return Supply.Unknown;
        return Any(flags, UpsFlags.Charging | UpsFlags.Bypass | UpsFlags.Boosting | UpsFlags.Trimming) ? Supply.Mains : Supply.Unknown;
    }

    private static bool Any(UpsFlags flags, UpsFlags of) => (flags & of) != UpsFlags.None;

    private static bool IsToken(string token) => token.Length <= LongestToken && char.IsAsciiLetter(token[0]) && token.All(IsLetter);

    private static bool IsLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or ':' or '/';
}
