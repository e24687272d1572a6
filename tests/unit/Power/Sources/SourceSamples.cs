using System.Collections.Immutable;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Battery;
using NasOrleans.Power.Sources.Judging;
using NasOrleans.Power.Sources.Machines;
using NasOrleans.Power.Sources.Orders;
using NasOrleans.Power.Sources.Probes;
using NasOrleans.Power.Sources.Reading;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Unit.Power.Sources;

/// <summary>One full sample of each kind of source as the journal keeps it. What was once written in this form must be readable for ever.</summary>
internal static class SourceSamples
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 12, 30, 15, 250, TimeSpan.Zero);
    private static readonly TimeSpan Ticking = TimeSpan.FromSeconds(5000.5);
    private static readonly PowerMoment Moment = new(Ticking, At);
    private static readonly Guid Reader = new("11111111-2222-3333-4444-555555555555");

    private static readonly PowerNote Told = new()
    {
        Kind = PowerNoteKind.Standing,
        Severity = PowerSeverity.Critical,
        At = At,
        From = "OnBattery",
        To = "Lost",
        Text = "Charge 19 % is below 20 %",
        Numbers = ImmutableDictionary<string, double>.Empty.Add("charge", 19),
    };

    private static readonly GivenOrder Muted = new(
        new() { Id = Reader, Kind = UpsOrderKind.Command, Confirm = new("basement"), Name = "beeper.mute", Value = "1", By = "ada", Reason = "night" },
        new() { Result = UpsOrderResult.Confirmed, Message = "done", Repeated = true },
        At);

    public static IReadOnlyDictionary<string, PowerSourceState> All { get; } = new Dictionary<string, PowerSourceState>(StringComparer.Ordinal)
    {
        ["power-source-ups"] = new()
        {
            Config = new()
            {
                Name = "Basement",
                Ups = new()
                {
                    Server = new() { Host = "nut.example", Port = 3494, Tls = NutTlsMode.Strict, Authority = "PEM", Fingerprint = "00ff" },
                    Ups = "ups",
                    Role = NutRole.Secondary,
                    UserName = "monitor",
                    StatusInterval = TimeSpan.FromSeconds(0.5),
                    PollInterval = TimeSpan.FromSeconds(2),
                },
                Triggers = new() { LowCharge = 0, LongOnBattery = TimeSpan.Zero },
                Contact = new() { StaleTolerance = 4, Grace = TimeSpan.FromSeconds(30), Failsafe = TimeSpan.FromSeconds(10) },
                Voltage = new() { Nominal = 230, Low = 200, High = 250 },
            },
            Origin = PowerOrigin.File,
            SetAt = At,
            RemovedAt = At.AddDays(-1),
            Password = "v1:k:aa",
            Revision = 7,
            Orders = [Muted],
            Ups = Ups(),
        },
        ["power-source-probe"] = new()
        {
            Config = new()
            {
                Name = "Mains",
                Probe = new()
                {
                    Kind = ProbeKind.Http,
                    Target = "https://power.example",
                    Match = "true",
                    JsonPath = "mains.ok",
                    Headers = [new() { Name = "Accept", Value = "application/json" }],
                    Trust = TlsTrust.Pinned,
                    Fingerprint = "00ff",
                    Authority = "PEM",
                    Mode = ProbeMode.Verified,
                    CheckInterval = TimeSpan.FromSeconds(90),
                    TotalChecks = 3,
                    Timeout = TimeSpan.FromSeconds(5),
                },
            },
            SetAt = At,
            Authorization = "v1:k:bb",
            Revision = 8,
            Probe = new()
            {
                BootId = "boot-1",
                At = Moment,
                Failures = 2,
                FailingSince = Moment,
                Seen = true,
                LastCheck = Moment,
                LastSuccess = At,
                Took = TimeSpan.FromMilliseconds(12),
                Fault = new() { Kind = ContactFaultKind.NoMatch, Message = "no" },
                Loss = new() { Cause = PowerCause.ProbeFailed, Why = "Check 3 of 3 failed", Since = Moment },
                Standing = PowerStanding.Lost,
                StandingSince = At,
                Overslept = true,
                Notes = [Told],
            },
        },
    };

    private static UpsState Ups() => new()
    {
        BootId = "boot-1",
        At = Moment,
        SavedAt = Moment,
        Mark = new(Reader, 41, Ticking),
        Seen = new() { Text = "OB DISCHRG", At = Moment, OnBattery = true },
        Numbers = new()
        {
            Reader = Reader,
            Sequence = 40,
            At = Ticking,
            Charge = new() { Value = 19, Last = 19, Doubted = 0 },
            Runtime = new() { Value = 590, Last = 590 },
            Load = 42,
            InputVolts = 0,
            NominalVolts = 230,
        },
        Contact = new()
        {
            State = ContactState.InDoubt,
            Since = At,
            Fault = new() { Kind = ContactFaultKind.Stale, Message = "stale" },
            Failures = 3,
            SilentSince = Ticking,
            SilentBefore = TimeSpan.FromSeconds(2),
            Flaps = [At],
            FlappingTold = true,
        },
        Outage = new() { Since = Moment, TransferAt = Ticking, Samples = [new(Ticking, 20), new(Ticking + TimeSpan.FromSeconds(3), 19.5)], Rate = 3.25 },
        Loss = new() { Cause = PowerCause.LowCharge, Why = "Charge 19 % is below 20 %", Since = Moment },
        OldForcedShutdown = true,
        TestingSince = Ticking,
        AwakeSince = Ticking,
        TrustFrom = Ticking,
        Standing = PowerStanding.Lost,
        StandingSince = At,
        Machines = Machines(),
        Battery = new()
        {
            Promises = [new(At, 36000)],
            Yields = [new(At, 17.5)],
            Anomalies = [At],
            TestPassed = true,
            TestedAt = At,
            Born = At.AddYears(-2),
            ReplaceAsked = true,
            Scores = [new(At, 71.5)],
            Told = 50,
            Meter = new() { Since = Ticking, FromCharge = 90, Work = 120, At = Ticking, Charge = 70 },
        },
        Notes = [Told],
    };

    private static MachineStates Machines() => new()
    {
        Voltage = new()
        {
            State = VoltageState.Low,
            Since = Moment,
            Towards = VoltageState.Normal,
            TowardsSince = Ticking,
            Worst = 190,
            FirstSeen = [230, 231],
            MismatchTold = true,
        },
        Regulation = Regulation.Boost,
        Overload = new() { Since = Moment, Worst = 110 },
        Bypass = true,
        ReplaceBattery = true,
        OutputOff = true,
        Test = new() { Running = UpsTest.SelfTest, Since = Moment, Result = "In progress" },
        Alarm = new() { On = true, Text = "Fan failure" },
        Anomaly = new() { Charge = 100, At = Ticking, Low = 70, Confirmed = 1 },
        UnknownFlags = new() { Shown = ["ECO"], Told = ["ECO", "SD"] },
    };
}
