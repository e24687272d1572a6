using System.Collections.Immutable;

namespace NasOrleans.Protocols.HostActions.Children;

/// <summary>A program of this machine with its arguments, each as it is.</summary>
internal sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Where it starts; our own folder when null.</summary>
    public string? Folder { get; init; }

    public ProgramPath Path { get; init; } = ProgramPath.Ours;

    /// <summary>The variables of our environment that it gets to see besides the path: all others are none of its business.</summary>
    public ImmutableArray<string> Keeps { get; init; } = [];

    /// <summary>Variables for it alone: what must not stand on a command line.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>What a program may take.</summary>
/// <param name="Time">By then there is an answer, whatever the program does. What its ending needs is taken from it.</param>
/// <param name="Output">So many characters of each of its streams are kept.</param>
/// <param name="FloodEnds">Who says more is ended; otherwise the rest is read and dropped.</param>
internal sealed record ChildLimits(TimeSpan Time, int Output = ChildLimits.Usual, bool FloodEnds = false)
{
    public const int Usual = 64 * 1024;
}
