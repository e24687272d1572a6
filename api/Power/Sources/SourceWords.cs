using NasOrleans.Power.Sources;

namespace NasOrleans.Api.Power.Sources;

/// <summary>What is said of sources in words.</summary>
internal static class SourceWords
{
    /// <summary>What is older is not acted on.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    public static string Verdict(SourceVerdict verdict) => verdict.Standing switch
    {
        PowerStanding.Lost => $"Lost: {verdict.Why}",
        PowerStanding.Unknown => $"Unknown: {verdict.Why}",
        _ => verdict.Why,
    };
}
