namespace NasOrleans.Simulators.Ups.Server;

/// <summary>Which upsd it is.</summary>
public enum NutRelease
{
    /// <summary>2.4.3: no NETVER, no LIST CLIENT, no LIST RANGE.</summary>
    V24,

    /// <summary>2.6.5: NETVER 1.2.</summary>
    V26,

    /// <summary>2.7.4: numbers are told apart.</summary>
    V274,

    /// <summary>2.8.0: NETVER 1.3, PRIMARY, tracking.</summary>
    V28,
}

internal static class NutReleases
{
    public static string Version(this NutRelease release) => release switch
    {
        NutRelease.V24 => "2.4.3",
        NutRelease.V26 => "2.6.5",
        NutRelease.V274 => "2.7.4",
        _ => "2.8.0",
    };

    public static string NetVersion(this NutRelease release) => release >= NutRelease.V28 ? "1.3" : "1.2";

    /// <summary>2.8, 2.8.0 or v28</summary>
    public static NutRelease? Parse(string text) => text.TrimStart('v', 'V') switch
    {
        "2.4" or "2.4.3" or "24" => NutRelease.V24,
        "2.6" or "2.6.5" or "26" => NutRelease.V26,
        "2.7" or "2.7.4" or "274" => NutRelease.V274,
        "2.8" or "2.8.0" or "28" => NutRelease.V28,
        _ => null,
    };
}
