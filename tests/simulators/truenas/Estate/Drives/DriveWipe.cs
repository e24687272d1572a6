namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

public enum WipeMode { Quick, Full, FullRandom }

/// <summary>What the last wipe has left on a drive.</summary>
/// <param name="Mode">How it was wiped.</param>
/// <param name="Content">The byte that was written, null for random blocks; QUICK writes zeros at both ends.</param>
/// <param name="Part">How much of the drive was written, 0 to 1.</param>
public sealed record DriveWipe(WipeMode Mode, byte? Content, double Part);
