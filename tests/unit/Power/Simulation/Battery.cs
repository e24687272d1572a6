using System.Collections.Immutable;
using System.Globalization;
using NasOrleans.Power;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Simulation;

/// <summary>A UPS as it really is, and what it says of itself, which may be a lie.</summary>
internal sealed class Battery
{
    private readonly double _holds;
    private readonly double _boast;
    private readonly bool _criesForHelp;
    private readonly ImmutableArray<(double From, double To)> _darkMains;
    private readonly ImmutableArray<(double From, double To)> _silent;
    private double _left;
    private long _sequence;
    private double _silentSince = -1;

    public Battery(PowerSourceId id, Random random, double outageAt)
    {
        Id = id;
        _holds = random.Next(8) == 0 ? random.Next(20, 120) : random.Next(6) == 0 ? random.Next(120, 1500) : random.Next(60, 400);
        _left = _holds * (random.Next(3) == 0 ? 0.5 + random.NextDouble() / 2 : 1);
        _boast = random.Next(5) switch { 0 => 1.5 + random.NextDouble() * 3, 1 => 0.5, _ => 1 };
        _criesForHelp = random.Next(6) != 0;
        _darkMains = Failures(random, outageAt);
        _silent = random.Next(4) == 0 ? [Span(random, Math.Max(0, outageAt - 30), 200, 200)] : [];
        Config = new()
        {
            Name = id.Value,
            Ups = new() { Server = new() { Host = "nut.example" }, Ups = id.Value },
            Triggers = new()
            {
                LowCharge = random.Next(15, 60),
                LowRuntime = TimeSpan.FromSeconds(random.Next(3) == 0 ? 0 : random.Next(30, 400)),
                LongOnBattery = TimeSpan.FromSeconds(random.Next(2) == 0 ? 0 : random.Next(40, 400)),
                DepletionRate = random.Next(10) == 0 ? 15 : 0,
            },
        };
    }

    public PowerSourceId Id { get; }

    public PowerSourceConfig Config { get; }

    public bool Mains { get; private set; } = true;

    public bool Dead { get; private set; }

    public bool SwitchedOff { get; private set; }

    public double DarkUntil => _darkMains[^1].To;

    public void Pass(double now, double seconds)
    {
        Mains = !_darkMains.Any(span => now >= span.From && now < span.To);
        _left = Mains ? Math.Min(_holds, _left + seconds / 10) : _left - seconds;
        if (Mains) SwitchedOff = false;
        Dead = !Mains && (_left <= 0 || SwitchedOff);
    }

    /// <summary>Contact with it was good for a while.</summary>
    public bool IsHeard(double now) => !_silent.Any(span => now >= span.From && now < span.To + 5);

    public void SwitchOff() => SwitchedOff = true;

    public PowerObservation Read(double now, TimeSpan ticking, Guid reader, bool serverUp)
    {
        if (!serverUp || _silent.Any(span => now >= span.From && now < span.To))
        {
            if (_silentSince < 0) _silentSince = now;
            return new()
            {
                Reader = reader,
                Sequence = ++_sequence,
                At = ticking,
                // Nobody counts while we sleep; whoever reads for us sleeps with us.
                FailingSince = ticking,
                Fault = new() { Kind = ContactFaultKind.Refused, Message = "refused" },
            };
        }

        _silentSince = -1;
        var charge = Math.Clamp(_left / _holds * 100 * _boast, 0, 100);
        var low = _criesForHelp && _left < Math.Min(90, _holds / 4);
        return new()
        {
            Reader = reader,
            Sequence = ++_sequence,
            At = ticking,
            Status = Mains ? "OL CHRG" : low ? "OB DISCHRG LB" : "OB DISCHRG",
            Variables = ImmutableDictionary<string, string>.Empty
                .Add("battery.charge", charge.ToString("0.#", CultureInfo.InvariantCulture))
                .Add("battery.runtime", Math.Max(0, _left * _boast).ToString("0", CultureInfo.InvariantCulture)),
            VariablesSequence = _sequence,
            VariablesAt = ticking,
        };
    }

    private static ImmutableArray<(double From, double To)> Failures(Random random, double outageAt)
    {
        var spans = ImmutableArray.CreateBuilder<(double, double)>();
        var at = outageAt + random.NextDouble() * (random.Next(2) == 0 ? 0 : 30);
        for (var flickers = random.Next(4); flickers > 0; flickers--)
        {
            var dark = 0.5 + random.NextDouble() * (random.Next(3) == 0 ? 60 : 5);
            spans.Add((at, at + dark));
            at += dark + 0.5 + random.NextDouble() * (random.Next(3) == 0 ? 60 : 8);
        }

        spans.Add((at, at + (random.Next(4) == 0 ? random.Next(5, 60) : random.Next(8) == 0 ? random.Next(60, 900) : random.Next(60, 300))));
        return spans.ToImmutable();
    }

    private static (double, double) Span(Random random, double from, int spread, int most)
    {
        var at = from + random.Next(spread);
        return (at, at + random.Next(1, most));
    }
}
