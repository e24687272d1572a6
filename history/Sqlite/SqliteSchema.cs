using System.Collections.Immutable;

namespace NasOrleans.History.Sqlite;

/// <summary>What a file of ours is: its name for people, its mark in the file's header, and the numbered steps to its newest shape.</summary>
public sealed record SqliteSchema(string Name, int ApplicationId, ImmutableArray<string> Steps)
{
    public int Version => Steps.Length;
}
