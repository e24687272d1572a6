using NasOrleans.Alerts;

namespace NasOrleans.Systems;

internal static class SystemAlerts
{
    public const string Offline = "system.offline";

    /// <summary>What the alert book should hold for a system in this state; null when nothing may be active.</summary>
    public static AlertReport? Of(SystemState state) => state is { Config: { } config, Status: SystemStatus.Offline }
        ? new AlertReport { Key = Offline, Severity = AlertSeverity.Critical, Message = $"{config.Name} has not been heard of since {state.LastSeen:u}" }
        : null;
}
