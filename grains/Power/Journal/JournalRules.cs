namespace NasOrleans.Power.Journal;

/// <summary>Which version wins, and when a file is worth writing anew.</summary>
internal static class JournalRules
{
    private const long Small = 1 << 20;
    private const int Grown = 4;

    /// <summary>Of two that say the same version, any may win, as long as all who merge take the same.</summary>
    public static bool Replaces(JournalRecord next, JournalRecord? known) =>
        known is null || next.Version > known.Version
        || (next.Version == known.Version && string.CompareOrdinal(next.Json, known.Json) > 0);

    /// <summary>
    /// What a writer's version is added to when its reader was told "nothing there": it then counts from one, and must win all the same
    /// over what a copy that could not be asked, or the mark of a deletion, still holds.
    /// </summary>
    public static long Base(JournalRecord? known, long unixMilliseconds) => Math.Max(known?.Version ?? 0, unixMilliseconds);

    public static long Lift(long version, long? floor) => floor is { } lifted && version <= lifted ? lifted + version : version;

    /// <summary>Whether a write may take the place of what is known, or says it once more.</summary>
    public static bool Accepts(JournalRecord next, JournalRecord? known) =>
        known is null || next.Version > known.Version || next == known;

    public static bool MustCompact(long fileBytes, long liveBytes) => fileBytes > Small && fileBytes > Grown * liveBytes;
}
