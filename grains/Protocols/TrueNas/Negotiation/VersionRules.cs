using System.Collections.Immutable;

namespace NasOrleans.Protocols.TrueNas.Negotiation;

/// <summary>Which endpoint to take of those that a NAS has.</summary>
internal static class VersionRules
{
    /// <summary>The newest whose language is known here.</summary>
    private static readonly NasVersion NewestKnown = new(26, 0, int.MaxValue);

    /// <summary>The highest that both know; else the lowest of the NAS, which is the one least far ahead. Null when it names none.</summary>
    public static string? Endpoint(ImmutableArray<string> names)
    {
        var known = Sorted(names);
        if (known.IsEmpty) return null;
        var common = known.LastOrDefault(each => each.Version <= NewestKnown);
        return (common.Name ?? known[0].Name).TrimStart('/');
    }

    /// <summary>The release of the NAS itself: its newest endpoint.</summary>
    public static NasVersion? Release(ImmutableArray<string> names) => Sorted(names) is { IsEmpty: false } known ? known[^1].Version : null;

    private static ImmutableArray<(string Name, NasVersion Version)> Sorted(ImmutableArray<string> names) =>
    [
        .. from name in names
           where NasVersion.TryParse(name, out _) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
           let version = Parsed(name)
           orderby version
           select (name, version),
    ];

    private static NasVersion Parsed(string name) => NasVersion.TryParse(name, out var version) ? version : default;
}
