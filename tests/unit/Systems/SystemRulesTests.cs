using FsCheck;
using FsCheck.Fluent;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Systems;

public sealed class SystemRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SourceWatch Watch = new(new(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(300)), null, null, null);
    private static readonly SystemConfig Config = new() { Name = "Basement", Host = "nas.example" };

    [Fact]
    public void Add_NewSystem_IsUnknownAndMustBePersisted()
    {
        var (refusal, next) = SystemRules.Add(new(), Config, Now);

        Assert.Equal(SystemRefusal.None, refusal);
        Assert.Equal(SystemStatus.Unknown, next.Status);
        Assert.True(SystemRules.MustPersist(new(), next));
    }

    [Fact]
    public void Add_SameConfigAgain_AnswersAsTheFirstTime()
    {
        var first = Added();

        Assert.Equal((SystemRefusal.None, first), SystemRules.Add(first, Config with { }, Now.AddHours(1)));
    }

    [Fact]
    public void Add_OtherConfigUnderTheSameId_IsRefused()
    {
        var first = Added();

        Assert.Equal((SystemRefusal.AlreadyExists, first), SystemRules.Add(first, Config with { Name = "Attic" }, Now));
    }

    [Fact]
    public void Add_AfterRemoval_IsNewerThanAllThatWasSaidBefore()
    {
        var removed = SystemRules.Remove(Added(), Now.AddDays(1)).Next;

        var again = SystemRules.Add(removed, Config, Now).Next;

        Assert.True(again.Revision > removed.Revision);
        Assert.Null(again.LastSeen);
    }

    [Fact]
    public void Change_And_Remove_And_Seen_WithoutSystem_AreRefused()
    {
        Assert.Equal(SystemRefusal.NotFound, SystemRules.Change(new(), Config, Now).Refusal);
        Assert.Equal(SystemRefusal.NotFound, SystemRules.Remove(new(), Now).Refusal);
        Assert.Equal(SystemRefusal.NotFound, Seen(new(), Now, Now).Refusal);
    }

    [Fact]
    public void Change_NewName_KeepsWhatWasObserved()
    {
        var online = Online();

        var next = SystemRules.Change(online, Config with { Name = "Attic" }, Now.AddSeconds(5)).Next;

        Assert.Equal("Attic", next.Config!.Name);
        Assert.Equal((online.Status, online.LastSeen, online.StatusSince), (next.Status, next.LastSeen, next.StatusSince));
    }

    [Theory]
    [InlineData(0, SystemStatus.Online)]
    [InlineData(119, SystemStatus.Online)]
    [InlineData(120, SystemStatus.Stale)]
    [InlineData(299, SystemStatus.Stale)]
    [InlineData(300, SystemStatus.Offline)]
    public void Seen_ReportOfSomeAge_IsJudgedByItsAge(int ageSeconds, SystemStatus expected) =>
        Assert.Equal(expected, Seen(Added(), Now.AddSeconds(-ageSeconds), Now).Next.Status);

    [Fact]
    public void Seen_ClockAheadOfOurs_CountsAsNow() =>
        Assert.Equal(Now, Seen(Added(), Now.AddHours(3), Now).Next.LastSeen);

    [Fact]
    public void Seen_OlderThanKnown_ChangesNothing()
    {
        var online = Online();

        Assert.Equal((SystemRefusal.None, online), Seen(online, Now.AddSeconds(-1), Now));
    }

    [Fact]
    public void Seen_AfterOurClockWasSetBack_IsNewsAllTheSame()
    {
        var anHourEarlier = Now.AddHours(-1);

        var next = Seen(Online(), anHourEarlier, anHourEarlier).Next;

        Assert.Equal((SystemStatus.Online, anHourEarlier), (next.Status, next.LastSeen));
    }

    [Fact]
    public void Add_AfterARemovalThatTheAlertBookHasNotHeardOf_StillOwesTheAllClear()
    {
        var removed = SystemRules.Remove(Online(), Now).Next;

        Assert.True(SystemRules.Add(removed, Config, Now).Next.AlertPending);
    }

    [Fact]
    public void Change_OfTheNameWhileOffline_TellsTheAlertTheNewName()
    {
        var offline = Judge(Online(), TimeSpan.FromHours(1)) with { AlertPending = false };

        var renamed = SystemRules.Change(offline, Config with { Name = "Attic" }, Now).Next;

        Assert.True(renamed.AlertPending);
        Assert.Contains("Attic", SystemAlerts.Of(renamed)!.Message, StringComparison.Ordinal);
        Assert.False(SystemRules.Change(Online(), Config with { Name = "Attic" }, Now).Next.AlertPending);
    }

    [Theory]
    [InlineData(119, SystemStatus.Online)]
    [InlineData(120, SystemStatus.Stale)]
    [InlineData(300, SystemStatus.Offline)]
    public void Judge_Silence_MakesStaleThenOffline(int silenceSeconds, SystemStatus expected) =>
        Assert.Equal(expected, Judge(Online(), TimeSpan.FromSeconds(silenceSeconds)).Status);

    [Fact]
    public void Judge_NeverSeen_StaysUnknownHoweverLong() =>
        Assert.Equal(SystemStatus.Unknown, Judge(Added(), TimeSpan.FromDays(30)).Status);

    [Fact]
    public void Judge_OfflineSystemJustWoken_IsNotTakenForOnline()
    {
        var offline = Judge(Online(), TimeSpan.FromHours(1));

        Assert.Equal(SystemStatus.Offline, Judge(offline, TimeSpan.Zero, Now.AddMinutes(1)).Status);
    }

    [Fact]
    public void Judge_EnteringOffline_LeavesAnAlertToTell()
    {
        var stale = Judge(Online(), TimeSpan.FromSeconds(120));
        Assert.False(stale.AlertPending);

        var offline = Judge(stale, TimeSpan.FromSeconds(300));

        Assert.True(offline.AlertPending);
        Assert.Contains("Basement", SystemAlerts.Of(offline)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seen_AfterOffline_LeavesTheAllClearToTell()
    {
        var offline = Judge(Online(), TimeSpan.FromHours(1)) with { AlertPending = false };

        var back = Seen(offline, Now.AddHours(2), Now.AddHours(2)).Next;

        Assert.True(back.AlertPending);
        Assert.Null(SystemAlerts.Of(back));
        Assert.Equal(Now.AddHours(2), back.StatusSince);
    }

    [Fact]
    public void MustPersist_LastSeenAlone_OnlyEveryFiveMinutes()
    {
        var stored = Online();

        Assert.False(SystemRules.MustPersist(stored, stored with { LastSeen = Now.AddSeconds(299), Revision = 99 }));
        Assert.True(SystemRules.MustPersist(stored, stored with { LastSeen = Now.AddSeconds(300) }));
    }

    [Fact]
    public void Revision_OfAProcessThatCrashedBeforeStoring_IsNeverHandedOutAgain()
    {
        var stored = Online();
        var handedOut = Seen(stored, Now.AddSeconds(30), Now.AddSeconds(30)).Next;

        var afterCrash = Seen(stored, Now.AddSeconds(31), Now.AddSeconds(31)).Next;

        Assert.True(afterCrash.Revision > handedOut.Revision);
    }

    [Fact]
    public void Judge_LongerSilence_NeverGivesABetterStatus() => Prop.ForAll<int, int, int>((before, first, longer) =>
    {
        var status = Math.Abs(before % 3) + 1;
        var state = Online() with { Status = (SystemStatus)status };
        state = state with { Sources = [state.Sources[0] with { Status = (SourceStatus)status }] };
        var (a, b) = (Math.Abs(first % 1000), Math.Abs(longer % 1000));
        SystemStatus After(int seconds) => Judge(state, TimeSpan.FromSeconds(seconds)).Status;
        return After(Math.Max(a, b)) >= After(Math.Min(a, b)) && After(Math.Min(a, b)) >= state.Status;
    }).QuickCheckThrowOnFailure();

    private static (SystemRefusal Refusal, SystemState Next) Seen(SystemState state, DateTimeOffset at, DateTimeOffset now) =>
        SystemRules.Seen(state, SourceSnapshot.Push, at, Watch, now);

    private static SystemState Judge(SystemState state, TimeSpan silence, DateTimeOffset? now = null) =>
        SystemRules.Judge(state, _ => silence, Watch, now ?? Now);

    [Fact]
    public void Connect_ToAnotherHostOrPort_ForgetsTheBootOfTheOneBefore()
    {
        var link = new ConnectionConfig { Host = "nas.example" };
        var known = Connected(Added(), link) with { BootId = "boot-1" };

        Assert.Equal("boot-1", Connected(known, link with { Host = "NAS.example", PollInterval = TimeSpan.FromSeconds(30) }).BootId);
        Assert.Null(Connected(known, link with { Host = "other.example" }).BootId);
        Assert.Null(Connected(known, link with { Port = 444 }).BootId);
        Assert.Null(Connected(known, link with { Kind = ConnectionKind.Ssh }).BootId);
        Assert.Null(Connected(SystemRules.Disconnect(known, Now).Next, link).BootId);

        static SystemState Connected(SystemState state, ConnectionConfig config) => SystemRules.Connect(state, Config, new() { Config = config }, Now).Next;
    }

    private static SystemState Added() => SystemRules.Add(new(), Config, Now.AddMinutes(-10)).Next;

    private static SystemState Online() => Seen(Added(), Now, Now).Next;
}
