namespace Orleans.Hosting;

public sealed class SoloOptions
{
    /// <summary>How long a caller waits for an answer, where no [ResponseTimeout] says otherwise.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls that may run or wait at one activation; the next one is refused.</summary>
    public int MaxMailboxLength { get; set; } = 10_000;

    /// <summary>How long a grain must have been idle before it is deactivated.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle grains are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
