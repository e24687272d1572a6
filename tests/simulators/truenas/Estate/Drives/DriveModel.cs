namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

public enum DriveBus { Sata, Sas, Nvme }

/// <summary>What all drives of one product have in common.</summary>
public sealed record DriveModel(string Name, DriveBus Bus, long Bytes)
{
    public string Vendor { get; init; } = "";

    public string Family { get; init; } = "";

    public string Firmware { get; init; } = "0001";

    /// <summary>Null for what does not turn.</summary>
    public int? RotationRate { get; init; }

    /// <summary>How a serial number of this product begins, and how long it is.</summary>
    public string SerialPrefix { get; init; } = "Z";

    public int SerialLength { get; init; } = 8;

    /// <summary>The vendor's part of the world wide name, hexadecimal.</summary>
    public string WwnPrefix { get; init; } = "5000c500";

    public int BaseTemperature { get; init; } = 30;

    /// <summary>What the drive itself says an extended test takes; the simulated one takes minutes.</summary>
    public int ExtendedTestMinutes { get; init; }

    /// <summary>How much of a self-test goes well; null when all of it does.</summary>
    public double? FailsAt { get; init; }

    public bool IsRotating => RotationRate is not null;

    public bool IsSeagate => Vendor == "Seagate";
}
