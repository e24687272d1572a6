namespace NasOrleans.Protocols.HostActions;

/// <summary>What is known of an act once its time is over.</summary>
internal enum ActEnd
{
    /// <summary>It was done, or was so already.</summary>
    Done,

    /// <summary>Whoever was told said no.</summary>
    Refused,

    /// <summary>It was begun, and did not end in time.</summary>
    TimedOut,

    /// <summary>It certainly never began.</summary>
    NotSent,

    /// <summary>It may have come about or not.</summary>
    Unclear,
}

/// <param name="Text">One line for people.</param>
internal sealed record ActResult(ActEnd End, string Text);
