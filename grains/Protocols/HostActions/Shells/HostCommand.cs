using System.Collections.Immutable;

namespace NasOrleans.Protocols.HostActions.Shells;

/// <summary>A program of a host with its arguments; or a command line for its shell, where somebody configured one.</summary>
internal sealed record HostCommand
{
    private HostCommand() { }

    public string Program { get; private init; } = "";

    public ImmutableArray<string> Arguments { get; private init; } = [];

    /// <summary>Where it starts.</summary>
    public string? Folder { get; init; }

    /// <summary>So much of what it says is kept.</summary>
    public int Output { get; init; } = Children.ChildLimits.Usual;

    /// <summary>Written by a person, and passed on as it is.</summary>
    public string? Line { get; private init; }

    public string Name => Line ?? Program;

    public static HostCommand Of(string program, params ImmutableArray<string> arguments) => new() { Program = program, Arguments = arguments };

    public static HostCommand OfLine(string line) => new() { Line = line };
}
