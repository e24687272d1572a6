using NasOrleans.Simulators.TrueNas.Estate.Smart;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>One drive. It keeps serial number, counters and self-tests when it moves to another system.</summary>
public sealed class Drive
{
    private readonly DateTimeOffset _made;
    private DriveHealth _health;

    internal Drive(DriveModel model, Draw draw, DateTimeOffset now)
    {
        Model = model;
        _made = now;
        Serial = model.SerialPrefix + draw.Text("0123456789ABCDEFGHJKLMNPRSTVWXYZ", model.SerialLength - model.SerialPrefix.Length);
        Wwn = model.WwnPrefix.Replace("eui.", "", StringComparison.Ordinal);
        Wwn += draw.Text("0123456789abcdef", 16 - Wwn.Length);
        _health = new() { PowerOnHours = draw.Between(40, 30_000), PowerCycles = draw.Between(4, 60), LoadCycles = draw.Between(50, 4_000) };
        Phase = draw.Below(600);
        TestsFailAt = model.FailsAt;
    }

    public DriveModel Model { get; }

    public string Serial { get; }

    /// <summary>16 hexadecimal digits: the world wide name, or the EUI of an NVMe drive.</summary>
    public string Wwn { get; }

    /// <summary>Null while nobody has wiped it.</summary>
    public DriveWipe? Wiped { get; internal set; }

    public SelfTestLog SelfTests { get; } = new();

    public DriveHealth Health => _health;

    /// <summary>Degrees on top of what it has by itself.</summary>
    public double Heat { get; set; }

    /// <summary>A sleeping drive has no temperature and is not woken to be asked.</summary>
    public bool IsSpunDown { get; set; }

    /// <summary>How much of each coming self-test goes well; null when all of it does.</summary>
    public double? TestsFailAt { get; set; }

    /// <summary>The name of a pool that was exported from it and still lies there.</summary>
    public string? ExportedPool { get; set; }

    private int Phase { get; }

    /// <summary>For a drive that grows bad sectors, or whose cable is loose.</summary>
    public void Change(Func<DriveHealth, DriveHealth> change)
    {
        DriveHealth before;
        do before = _health; while (Interlocked.CompareExchange(ref _health, change(before), before) != before);
    }

    public int PowerOnHours(DateTimeOffset now) => _health.PowerOnHours + Math.Max(0, (int)(now - _made).TotalHours);

    /// <summary>Each failed self-test has found sectors that can no longer be read.</summary>
    public int PendingSectors(DateTimeOffset now) => _health.Pending + 8 * SelfTests.Failed(now);

    /// <summary>Null while it sleeps. It breathes by two degrees within ten minutes, and a self-test warms it.</summary>
    public double? Temperature(DateTimeOffset now)
    {
        if (IsSpunDown) return null;
        var wave = Math.Sin((now.ToUnixTimeSeconds() % 600 + Phase) * Math.PI / 300);
        return Model.BaseTemperature + wave + Heat + (SelfTests.Running(now) is null ? 0 : 3);
    }

    /// <summary>False while another one runs: smartctl does not cut into a test without force.</summary>
    public bool StartTest(SelfTestKind kind, DateTimeOffset now) => SelfTests.Start(new SelfTest(kind, now, SelfTestRules.Takes(kind))
    {
        StartedAtHours = PowerOnHours(now),
        FailsAt = TestsFailAt,
        FailingLba = Model.Bytes / 512 / 7 * 2 + 8,
    });
}
