using System.Globalization;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Sources;

/// <summary>A random life of a UPS, from one number: mains that comes and goes, a battery that lies, a server that dies, a process that freezes and starts anew.</summary>
internal sealed class Trace(int seed)
{
    private static readonly string[] Garbage = ["", "NaN", "-1", "Infinity", "1e99", "\u0001", "１０", "1.2.3", "0x20", "none", "99999999999999999999", "-0", ",", "."];
    private static readonly string[] NoStatus = ["", "WAIT", "OL OB", "OB\u0000", "OFF", "17", "\"OB\"", "ob lb"];
    private static readonly string[] Others = ["", " CHRG", " RB", " OVER", " ALARM", " BYPASS", " TRIM", " ECO", " OFF", " HB"];

    // A seeded one, so that a failure can be played again.
    private readonly Random _random = new(seed);

    public int Seed { get; } = seed;

    public double Charge { get; set; } = 100;

    public bool Chance(double of) => _random.NextDouble() < of;

    public int Next(int below) => _random.Next(below);

    public double Seconds(double least, double most) => least + _random.NextDouble() * (most - least);

    public string NoSuchStatus() => NoStatus[_random.Next(NoStatus.Length)];

    public string Garbled() => Garbage[_random.Next(Garbage.Length)];

    public string Beside(string status) => status + Others[_random.Next(Others.Length)];

    public void Fill(Scene scene, bool garbage)
    {
        scene.With("battery.charge", Charge.ToString("0.#", CultureInfo.InvariantCulture)).With("battery.runtime", $"{Charge * 36:0}");
        scene.With("input.voltage", Chance(0.05) ? "180" : "230").With("ups.load", $"{20 + Next(60)}");
        if (!garbage) return;
        foreach (var name in scene.Variables.Keys.ToArray())
        {
            if (Chance(0.3)) scene.With(name, Garbled());
        }
    }

    /// <summary>Anything at all may happen in one step.</summary>
    public void Anything(Scene scene)
    {
        Fill(scene, garbage: Chance(0.2));
        switch (Next(20))
        {
            case 0: scene.Fail((ContactFaultKind)Next(14), Seconds(0.2, 3)); break;
            case 1: scene.Tick(Seconds(0, 2)); break;
            case 2: scene.See(NoSuchStatus()); break;
            case 3: scene.Pass(Seconds(0, 120), Seconds(-4000, 4000)); break;
            case 4: if (Chance(0.2)) scene.Restart(Seconds(-10, 200), Chance(0.8) ? scene.State.BootId : $"boot-{Next(9)}"); break;
            case 5: scene.See("FSD " + (Chance(0.5) ? "OL" : "OB")); break;
            case < 13:
                Charge = Math.Max(0, Charge - Seconds(0, 3));
                scene.See(Beside(Chance(0.1) ? "OB LB" : Chance(0.1) ? "OB CAL" : "OB DISCHRG"), Seconds(0.2, 1.5), Seconds(0, 0.4));
                break;
            default:
                Charge = Math.Min(100, Charge + 1);
                scene.See(Beside("OL"), Seconds(0.2, 1.5), Seconds(0, 0.4));
                break;
        }
    }
}
