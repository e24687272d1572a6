using System.Globalization;

namespace NasOrleans.Benchmarks;

internal static class Runs
{
    internal const int Count = 5;

    internal static double Median(IEnumerable<double> figures) => figures.Order().ElementAt(Count / 2);

    internal static string Text(double figure) => figure.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Operations per second of <paramref name="flights"/> loops that each do <paramref name="each"/> of them, one after the other.</summary>
    internal static async Task<double> Rate(int flights, int each, Func<int, Task> operation)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, flights).Select(flight => Task.Run(async () =>
        {
            for (var done = 0; done < each; done++) await operation(flight);
        })));
        return flights * each / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
