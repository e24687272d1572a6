using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Machines;

internal sealed record FlagsTrack
{
    /// <summary>Shown at the moment.</summary>
    public ImmutableArray<string> Shown { get; init; } = [];

    /// <summary>Ever told of.</summary>
    public ImmutableArray<string> Told { get; init; } = [];
}

/// <summary>Flags that mean nothing here: kept, shown, and told of once.</summary>
internal static class FlagsRules
{
    private const int MostTold = 32;

    public static (FlagsTrack Next, ImmutableArray<PowerNote> Notes) Next(FlagsTrack track, Glance glance)
    {
        var shown = glance.Status.Unknown;
        if (shown.SequenceEqual(track.Shown)) return (track, []);
        var fresh = shown.Except(track.Told, StringComparer.Ordinal).Take(MostTold - track.Told.Length).ToImmutableArray();
        return (new() { Shown = shown, Told = track.Told.AddRange(fresh) },
            [.. fresh.Select(flag => Note.Of(PowerNoteKind.UnknownFlag, PowerSeverity.Info, glance.Now.Wall, "", flag, $"The UPS shows a flag that is not known here: {flag}"))]);
    }
}
