using System.Diagnostics.CodeAnalysis;
using Orleans;

namespace NasOrleans.Tests;

/// <summary>What a runtime hands to grain storage.</summary>
public sealed class StoredState<T> : IGrainState<T> where T : new()
{
    [AllowNull]
    public T State { get; set => field = value ?? new(); } = new();

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }
}
