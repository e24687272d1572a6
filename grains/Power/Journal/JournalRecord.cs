namespace NasOrleans.Power.Journal;

/// <summary>One version of one key. Without JSON it marks that the key was deleted.</summary>
public sealed record JournalRecord(string Key, long Version, string? Json);
