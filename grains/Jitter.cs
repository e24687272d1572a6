namespace NasOrleans;

/// <summary>A first due time that differs between things and is the same for one, so that ten thousand timers do not fire as one.</summary>
internal static class Jitter
{
    private const int Steps = 1000;

    public static TimeSpan Of(string name, TimeSpan period) => period * ((GrainKeys.Bucket(name, Steps) + 1) / (double)Steps);
}
