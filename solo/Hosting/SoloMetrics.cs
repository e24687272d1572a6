using System.Diagnostics.Metrics;
using NasOrleans.Solo.Activations;
using NasOrleans.Solo.Calls;

namespace NasOrleans.Solo.Hosting;

/// <summary>What the runtime measures of itself, on the product's one meter. Nothing is paid while nobody listens.</summary>
internal sealed class SoloMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;

    public SoloMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("NasOrleans");
        _calls = _meter.CreateCounter<long>("nas.grain.calls", "{call}", "Grain calls that were answered, or failed");
        _duration = _meter.CreateHistogram<double>("nas.grain.call.duration", "s", "From the call until its answer");
    }

    internal void Observe(GrainClasses classes)
    {
        _meter.CreateObservableGauge("nas.grain.activations", () => Measure(classes, _ => 1), "{activation}", "Grains in memory");
        _meter.CreateObservableGauge("nas.grain.mailbox.length", () => Measure(classes, each => each.Waiting), "{call}", "Calls that wait for a turn");
    }

    internal void Answered(Call call, TimeProvider time, bool failed)
    {
        if (!_calls.Enabled && !_duration.Enabled) return;
        var grain = KeyValuePair.Create<string, object?>("grain", call.Target.GrainId.Type.ToString());
        _calls.Add(1, grain, KeyValuePair.Create<string, object?>("failed", failed));
        _duration.Record(time.GetElapsedTime(call.SentAt).TotalSeconds, grain);
    }

    private static IEnumerable<Measurement<int>> Measure(GrainClasses classes, Func<Activation, int> value)
    {
        foreach (var grainClass in classes.All)
        {
            var sum = 0;
            grainClass.ForEach(activation => sum += value(activation));
            yield return new(sum, KeyValuePair.Create<string, object?>("grain", grainClass.GrainType.ToString()));
        }
    }
}
