using NasOrleans.Access;
using NasOrleans.Alerts;
using NasOrleans.Fleet;
using NasOrleans.Systems;

namespace NasOrleans.Tests.State;

/// <summary>One full sample of each persisted state. What was once written in this form must be readable for ever.</summary>
internal static class StateSamples
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 12, 30, 15, 250, TimeSpan.Zero);

    public static IReadOnlyDictionary<string, object> All { get; } = new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["system"] = new SystemState
        {
            Config = new() { Name = "Basement", Host = "nas.example" },
            Status = SystemStatus.Stale,
            LastSeen = At,
            StatusSince = At.AddMinutes(1),
            Revision = 42,
            AlertPending = true,
        },
        ["roster"] = new RosterState { Members = ["system/main/system:nas-1", "system/main/system:nas-2"] },
        ["alerts"] = new AlertBookState
        {
            Alerts =
            [
                new()
                {
                    Key = "system.offline",
                    Severity = AlertSeverity.Critical,
                    Message = "Basement has not been heard of",
                    RaisedAt = At,
                    ChangedAt = At.AddMinutes(2),
                    ClearedAt = At.AddMinutes(2),
                    AcknowledgedBy = "ada",
                    AcknowledgedAt = At.AddMinutes(1),
                },
            ],
        },
        ["access"] = new AccessState
        {
            Version = 7,
            Users = [new() { Name = "ada", Role = Role.Admin, PasswordHash = "pbkdf2$hash", CreatedAt = At, Stamp = 2 }],
            Keys = [new() { Id = "k1", Name = "ci", Role = Role.Ingest, SecretHash = "aa", CreatedAt = At, ExpiresAt = At.AddDays(1) }],
            SetupTokenHash = "bb",
        },
    };
}
