using NasOrleans.Access;
using NasOrleans.Alerts;
using NasOrleans.Drives;
using NasOrleans.Fleet;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

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
            Connection = new()
            {
                Config = new()
                {
                    Host = "nas.example",
                    Port = 444,
                    Trust = TlsTrust.Pinned,
                    Fingerprint = "00ff",
                    Authority = "PEM",
                    UserName = "monitor",
                    Ssh = new() { UserName = "nas", HostKey = "SHA256:abc" },
                    WakeAddresses = ["02:00:00:00:00:01"],
                    WakeBroadcast = "10.0.0.255",
                },
                Secrets = new() { ApiKey = "v1:k:aa", Password = "v1:k:bb", SshKey = "v1:k:cc" },
                Origin = ConnectionOrigin.Environment,
                SetAt = At.AddHours(-1),
                Spoken = TransportMode.JsonRpc,
            },
            ConnectionDeletedAt = At.AddHours(-2),
            Sources = [new() { Name = SourceSnapshot.TrueNas, Status = SourceStatus.Stale, LastSeen = At, Error = "refused" }],
            BootId = "boot-1",
        },
        ["system-commands"] = new CommandsState
        {
            Commands =
            [
                new()
                {
                    Command = new()
                    {
                        Id = new("11111111-2222-3333-4444-555555555555"),
                        Kind = CommandKind.Shutdown,
                        State = CommandState.Sent,
                        Reason = "maintenance",
                        RequestedBy = "ada",
                        RequestedAt = At,
                        FinishedAt = At.AddMinutes(3),
                        Timeline = [new() { At = At, State = CommandState.Accepted, Text = "Shutdown was ordered" }],
                    },
                    StopWorkloadsFor = TimeSpan.FromMinutes(2),
                    PrepareUntil = At.AddMinutes(2),
                    Prepared = true,
                    ReadyAt = At.AddMinutes(1),
                    OfPair = true,
                    TellingStandby = true,
                    StandbyTold = true,
                    StandbyDoubtful = true,
                    Unreached = true,
                    BootId = "boot-1",
                    Sends = 1,
                    SentAt = At.AddMinutes(2),
                    Taken = true,
                    Doubtful = true,
                    SeenGoingDown = true,
                    SeenDark = true,
                    DarkSince = At.AddMinutes(2),
                    ConnectionSetAt = At,
                    UnwrittenSince = At.AddMinutes(1),
                },
            ],
        },
        ["system-inventory"] = new InventoryState { Inventory = InventorySample.Full(At) },
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
        ["drive"] = new DriveState
        {
            Disk = new()
            {
                Name = "sdc",
                Identifier = "{serial_lunid}ZL0_5000c5",
                Serial = "ZL0",
                Wwn = "5000c500d1e2f3a4",
                Model = "ST8000NM0055",
                SizeBytes = 8_001_563_222_016,
                Medium = DriveMedium.Hdd,
                Bus = DriveBus.Sata,
                RotationRate = 7200,
                Pool = "tank",
                Bay = "0/4",
                Celsius = 38,
                Smart = new()
                {
                    Health = SmartHealth.Passed,
                    ReadAt = At,
                    Source = SmartSource.Ssh,
                    PowerOnHours = 20_000,
                    Celsius = 38,
                    Attributes = [new() { Number = 188, Name = "Command_Timeout", Raw = 4_295_032_833, Value = 1, Normalized = 100, Worst = 98, Threshold = 0, WhenFailed = "past" }],
                    SelfTests = [new() { Kind = "extended", Result = SelfTestResult.Running, Detail = "30% left", RemainingPercent = 30, LifetimeHours = 19_999, FirstError = "77" }],
                    SelfTestPercent = 70,
                    Reason = "none",
                },
            },
            Place = new() { System = new("nas-1"), Device = "sdc", Bay = "0/4", Pool = "tank", Since = At },
            Present = true,
            Location = "Rack 2",
            Notes = "bought used",
            FirstSeen = At,
            LastSeen = At.AddMinutes(1),
            FormerPlaces = [new() { System = new("nas-2"), Device = "sda", Since = At.AddDays(-1) }],
            Revision = 9,
            RecordedWhole = At,
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
