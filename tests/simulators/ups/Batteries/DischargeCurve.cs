namespace NasOrleans.Simulators.Ups.Batteries;

/// <summary>How a battery runs empty, and what the UPS says of it meanwhile.</summary>
public enum DischargeCurve
{
    /// <summary>Half the load lasts twice as long.</summary>
    Linear,

    /// <summary>Half the load lasts more than twice as long, as with lead.</summary>
    Peukert,

    /// <summary>Below 70 % the charge that is shown falls by 30 points at once, below 40 % again.</summary>
    Jumps,

    /// <summary>The charge and runtime shown stay what they were, until it is dead.</summary>
    Stuck,

    /// <summary>Dead at 40 %, without a word before.</summary>
    SuddenDeath,
}
