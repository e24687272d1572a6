using System.Collections.Immutable;
using NasOrleans.Secrets;

namespace NasOrleans.Silo.Import;

/// <summary>What another tool's configuration becomes here.</summary>
internal sealed record Imported
{
    /// <summary>The section 'power' of nas.yaml.</summary>
    public string Yaml { get; init; } = "";

    /// <summary>By the name of the file that it goes to.</summary>
    public ImmutableSortedDictionary<string, Secret> Secrets { get; init; } = ImmutableSortedDictionary<string, Secret>.Empty;

    /// <summary>What was left behind, and why, a line each.</summary>
    public ImmutableArray<string> Left { get; init; } = [];

    /// <summary>What is wrong in the file, a line each. With any of it there is no yaml.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];
}

/// <summary>What an import asks of the machine that it runs on.</summary>
internal sealed record ImportAids
{
    /// <summary>Private key that the NAS knows; null when there is none.</summary>
    public string? Key { get; init; }

    /// <summary>SHA-256 of a host's key; null when it is not known.</summary>
    public Func<string, string?> HostKey { get; init; } = _ => null;
}
