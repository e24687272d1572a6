namespace NasOrleans.Benchmarks;

/// <summary>Prints a table, then the one line <c>bench name: figure unit (ratio of what)</c>.</summary>
internal interface IBenchmark
{
    string Name { get; }

    string Measures { get; }

    Task RunAsync();
}
