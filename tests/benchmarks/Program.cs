using NasOrleans.Benchmarks;
using NasOrleans.Benchmarks.Activations;
using NasOrleans.Benchmarks.Calls;
using NasOrleans.Benchmarks.Polls;

IBenchmark[] all = [new CallsBenchmark(), new ActivationsBenchmark(), new PollsBenchmark()];

if (args is [var name] && all.FirstOrDefault(benchmark => benchmark.Name == name) is { } chosen)
{
    await chosen.RunAsync();
    return 0;
}

Console.WriteLine(args is [var unknown] ? $"There is no benchmark '{unknown}'. There are:" : "Name one of:");
foreach (var benchmark in all) Console.WriteLine($"  {benchmark.Name,-14}{benchmark.Measures}");
return args is [] ? 0 : 2;
