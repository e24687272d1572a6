namespace NasOrleans.Solo.Activations;

/// <summary>One piece of work that an activation takes from start to end, across its awaits: a call or a timer's tick.</summary>
internal abstract class Turn
{
    /// <summary>The turn behind this one in a <see cref="TurnQueue"/>.</summary>
    internal Turn? Next { get; set; }

    internal abstract bool Interleaves { get; }

    internal abstract bool ReadOnly { get; }

    internal abstract bool KeepsAlive { get; }

    /// <summary>Nobody waits for it any more, so it need not start.</summary>
    internal abstract bool IsOver { get; }

    internal abstract Task Start(object grain);

    internal abstract void Finish(Task? done, Exception? failure);
}
