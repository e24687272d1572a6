using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace NasOrleans.Tests.Conformance.SoloOnly;

public sealed class TelemetryTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(options => options);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Activity_OfTheCaller_ReachesTheGrain()
    {
        using var activity = new Activity("caller").Start();

        Assert.Equal(activity.TraceId.ToString(), await _host.Grains.GetGrain<IOddGrain>("traced").TraceOfCaller());
        activity.Stop();
        Assert.Null(await _host.Grains.GetGrain<IOddGrain>("traced").TraceOfCaller());
    }

    [Fact]
    public async Task Calls_AreCountedAndTimedByGrainAndOutcome()
    {
        var grain = _host.Grains.GetGrain<IOddGrain>("counted");
        using var meter = new Measurements(_host);

        await grain.TraceOfCaller();
        await Assert.ThrowsAsync<InvalidOperationException>(grain.Fail);

        Assert.Equal(1, meter.Sum("nas.grain.calls", ("grain", "test-odd"), ("failed", false)));
        Assert.Equal(1, meter.Sum("nas.grain.calls", ("grain", "test-odd"), ("failed", true)));
        Assert.Equal(2, meter.Count("nas.grain.call.duration"));
    }

    [Fact]
    public async Task Activations_AndWaitingCalls_AreGauged()
    {
        var grain = _host.Grains.GetGrain<IOddGrain>("gauged");
        using var meter = new Measurements(_host);
        var calls = new[] { grain.Hold("a"), grain.Hold("a"), grain.Hold("a") };
        await _host.Probes["gauged"].Saw("a");

        meter.Observe();

        Assert.Equal(1, meter.Sum("nas.grain.activations", ("grain", "test-odd")));
        Assert.Equal(2, meter.Sum("nas.grain.mailbox.length", ("grain", "test-odd")));
        _host.Probes["gauged"].Open("a");
        await Task.WhenAll(calls);
    }

    private sealed class Measurements : IDisposable
    {
        private readonly Lock _lock = new();
        private readonly List<(string Name, double Value, Dictionary<string, object?> Tags)> _seen = [];
        private readonly MeterListener _listener = new();

        public Measurements(TestHost host)
        {
            var meter = host.Host.Services.GetRequiredService<IMeterFactory>().Create("NasOrleans");
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter)) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public void Observe() => _listener.RecordObservableInstruments();

        public int Count(string name)
        {
            lock (_lock) return _seen.Count(each => each.Name == name);
        }

        public double Sum(string name, params (string Key, object Value)[] tags)
        {
            lock (_lock) return _seen.Where(each => each.Name == name && tags.All(tag => tag.Value.Equals(each.Tags[tag.Key]))).Sum(each => each.Value);
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (_lock) _seen.Add((instrument.Name, value, new(tags.ToArray())));
        }
    }
}
