namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>How a release writes its own version, and what people call it on a command line.</summary>
public static class ReleaseNames
{
    public static bool IsScale(this Release release) => release > Release.Core133;

    /// <summary>What people call it: core13.3, 22.12, 25.10.</summary>
    public static string ShortName(this Release release) => release switch
    {
        Release.Core133 => "core13.3",
        Release.Scale2212 => "22.12",
        Release.Scale2404 => "24.04",
        Release.Scale2410 => "24.10",
        Release.V2504 => "25.04",
        Release.V2510 => "25.10",
        _ => "26.0",
    };

    /// <summary>system.version_short: no prefix.</summary>
    public static string Bare(this Release release) => release switch
    {
        Release.Core133 => "13.3-U1.2",
        Release.Scale2212 => "22.12.4.2",
        Release.Scale2404 => "24.04.2.5",
        Release.Scale2410 => "24.10.2.4",
        Release.V2504 => "25.04.2.6",
        Release.V2510 => "25.10.6",
        _ => "26.0.0-BETA.3",
    };

    /// <summary>system.version: the prefix stays in every release.</summary>
    public static string Version(this Release release) => release switch
    {
        > Release.Core133 and < Release.V2504 => $"TrueNAS-SCALE-{release.Bare()}",
        _ => $"TrueNAS-{release.Bare()}",
    };

    /// <summary>The version field of system.info: bare from 25.04 on.</summary>
    public static string InfoVersion(this Release release) => release >= Release.V2504 ? release.Bare() : release.Version();

    public static bool TryParse(string text, out Release release)
    {
        foreach (var each in Enum.GetValues<Release>())
        {
            release = each;
            if (string.Equals(each.ShortName(), text, StringComparison.OrdinalIgnoreCase) || string.Equals(each.ToString(), text, StringComparison.OrdinalIgnoreCase)) return true;
        }
        release = default;
        return string.Equals(text, "core", StringComparison.OrdinalIgnoreCase);
    }
}
