using NasOrleans.Power.Sources.Orders;

namespace NasOrleans.Power.Sources.Roles;

/// <summary>What we owe to the others who watch the same UPS. They wait for whoever is logged in, and go down when the primary says so.</summary>
internal static class RoleRules
{
    private static readonly TimeSpan Unreached = TimeSpan.FromSeconds(5);

    // Somebody may have mended the server's users.
    private static readonly TimeSpan Denied = TimeSpan.FromSeconds(60);

    /// <summary>After this it is tried again.</summary>
    public static TimeSpan Pause(ContactFault? fault) => fault?.Kind is ContactFaultKind.Denied or ContactFaultKind.UnknownUps or ContactFaultKind.Tls ? Denied : Unreached;

    public static TimeSpan Pause(UpsOrderResult result) => result is UpsOrderResult.Refused or UpsOrderResult.Failed ? Denied : Unreached;

    /// <summary>Once nothing of ours needs the power any more, whoever waits for us need not.</summary>
    public static bool HoldsLogin(NutRole role, PowerStanding standing, IEnumerable<FollowedLoads> loads) =>
        role != NutRole.Observer && (standing != PowerStanding.Lost || loads.Any(each => each != FollowedLoads.Down));

    /// <summary>
    /// A forced shutdown stays set until the server is restarted: it is set once in an outage, only when loads of ours really go down, and not on top of one that
    /// stands already.
    /// </summary>
    public static bool ForcesShutdown(NutRole role, SourceVerdict verdict, bool isForced, ForcedShutdown? forced, IEnumerable<FollowedLoads> loads) =>
        role == NutRole.Primary
        && verdict is { Standing: PowerStanding.Lost, OutageSince: { } outage, Cause: not PowerCause.ForcedShutdown }
        && !isForced
        && outage != forced?.Outage
        && loads.Any(each => each == FollowedLoads.GoingDown);

    /// <summary>Until nobody else is logged in, or their time is up; while nobody can say, they are still there.</summary>
    public static bool AwaitsOthers(ForcedShutdown? forced, int? others, TimeSpan hostSync, PowerMoment now) =>
        forced is { } set && now.Ticking - set.At.Ticking < hostSync && others is not 0;
}

/// <summary>That we set it, for which outage, and when.</summary>
internal sealed record ForcedShutdown(DateTimeOffset Outage, PowerMoment At);
