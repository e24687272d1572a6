namespace NasOrleans;

/// <summary>A first due time that differs between things and is the same for one, so that ten thousand timers do not fire as one.</summary>
internal static class Jitter
{
    private const int Steps = 1000;

    public static TimeSpan Of(string name, TimeSpan period)
    {
        var hash = 2166136261u;
        foreach (var c in name) hash = (hash ^ c) * 16777619u;
        return period * ((hash % Steps + 1) / (double)Steps);
    }
}
