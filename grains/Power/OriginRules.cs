using NasOrleans.Power.Sources;

namespace NasOrleans.Power;

/// <summary>Why something is not set.</summary>
internal enum OriginObjection
{
    None,
    Deleted,
    SetByUser,
}

/// <summary>Who may set what: start values of a file never overrule a person, also not one who removed the thing.</summary>
internal static class OriginRules
{
    /// <param name="asks">Who wants to set it.</param>
    /// <param name="setBy">Who set what is there; null when nothing is.</param>
    /// <param name="wasRemoved">Somebody removed it.</param>
    public static OriginObjection Objection(PowerOrigin asks, PowerOrigin? setBy, bool wasRemoved) => (asks, setBy) switch
    {
        (PowerOrigin.User, _) => OriginObjection.None,
        (_, null) when wasRemoved => OriginObjection.Deleted,
        (_, PowerOrigin.User) => OriginObjection.SetByUser,
        _ => OriginObjection.None,
    };
}
