using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace NasOrleans.Tests.History.Engines;

/// <summary>What a counter of lost items was told.</summary>
internal sealed class DroppedCount : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private long _total;

    public DroppedCount(string counter)
    {
        Meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == counter && instrument.Meter.Scope == Meters) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, measured, _, _) => Interlocked.Add(ref _total, measured));
        _listener.Start();
    }

    public IMeterFactory Meters { get; }

    public long Total => Interlocked.Read(ref _total);

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }
}
