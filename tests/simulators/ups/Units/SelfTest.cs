namespace NasOrleans.Simulators.Ups.Units;

internal enum SelfTest
{
    None,

    /// <summary>Some seconds on battery.</summary>
    Quick,

    /// <summary>On battery until it is low.</summary>
    Deep,

    /// <summary>As deep, to learn the runtime; the status says CAL.</summary>
    Calibration,
}
