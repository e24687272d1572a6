using FsCheck;
using FsCheck.Fluent;
using NasOrleans.Systems;

namespace NasOrleans.Tests.Systems;

public sealed class SystemRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SystemThresholds Thresholds = new(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(300));
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
        Assert.Equal(SystemRefusal.NotFound, SystemRules.Seen(new(), Now, Thresholds, Now).Refusal);
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
        Assert.Equal(expected, SystemRules.Seen(Added(), Now.AddSeconds(-ageSeconds), Thresholds, Now).Next.Status);

    [Fact]
    public void Seen_ClockAheadOfOurs_CountsAsNow() =>
        Assert.Equal(Now, SystemRules.Seen(Added(), Now.AddHours(3), Thresholds, Now).Next.LastSeen);

    [Fact]
    public void Seen_OlderThanKnown_ChangesNothing()
    {
        var online = Online();

        Assert.Equal((SystemRefusal.None, online), SystemRules.Seen(online, Now.AddSeconds(-1), Thresholds, Now));
    }

    [Fact]
    public void Seen_AfterOurClockWasSetBack_IsNewsAllTheSame()
    {
        var anHourEarlier = Now.AddHours(-1);

        var next = SystemRules.Seen(Online(), anHourEarlier, Thresholds, anHourEarlier).Next;

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
        var offline = SystemRules.Judge(Online(), TimeSpan.FromHours(1), Thresholds, Now) with { AlertPending = false };

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
        Assert.Equal(expected, SystemRules.Judge(Online(), TimeSpan.FromSeconds(silenceSeconds), Thresholds, Now).Status);

    [Fact]
    public void Judge_NeverSeen_StaysUnknownHoweverLong() =>
        Assert.Equal(SystemStatus.Unknown, SystemRules.Judge(Added(), TimeSpan.FromDays(30), Thresholds, Now).Status);

    [Fact]
    public void Judge_OfflineSystemJustWoken_IsNotTakenForOnline()
    {
        var offline = SystemRules.Judge(Online(), TimeSpan.FromHours(1), Thresholds, Now);

        Assert.Equal(SystemStatus.Offline, SystemRules.Judge(offline, TimeSpan.Zero, Thresholds, Now.AddMinutes(1)).Status);
    }

    [Fact]
    public void Judge_EnteringOffline_LeavesAnAlertToTell()
    {
        var stale = SystemRules.Judge(Online(), TimeSpan.FromSeconds(120), Thresholds, Now);
        Assert.False(stale.AlertPending);

        var offline = SystemRules.Judge(stale, TimeSpan.FromSeconds(300), Thresholds, Now);

        Assert.True(offline.AlertPending);
        Assert.Contains("Basement", SystemAlerts.Of(offline)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seen_AfterOffline_LeavesTheAllClearToTell()
    {
        var offline = SystemRules.Judge(Online(), TimeSpan.FromHours(1), Thresholds, Now) with { AlertPending = false };

        var back = SystemRules.Seen(offline, Now.AddHours(2), Thresholds, Now.AddHours(2)).Next;

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
        var handedOut = SystemRules.Seen(stored, Now.AddSeconds(30), Thresholds, Now.AddSeconds(30)).Next;

        var afterCrash = SystemRules.Seen(stored, Now.AddSeconds(31), Thresholds, Now.AddSeconds(31)).Next;

        Assert.True(afterCrash.Revision > handedOut.Revision);
    }

    [Fact]
    public void Judge_LongerSilence_NeverGivesABetterStatus() => Prop.ForAll<int, int, int>((before, first, longer) =>
    {
        var state = Online() with { Status = (SystemStatus)(Math.Abs(before % 3) + 1) };
        var (a, b) = (Math.Abs(first % 1000), Math.Abs(longer % 1000));
        SystemStatus After(int seconds) => SystemRules.Judge(state, TimeSpan.FromSeconds(seconds), Thresholds, Now).Status;
        return After(Math.Max(a, b)) >= After(Math.Min(a, b)) && After(Math.Min(a, b)) >= state.Status;
    }).QuickCheckThrowOnFailure();

    private static SystemState Added() => SystemRules.Add(new(), Config, Now.AddMinutes(-10)).Next;

    private static SystemState Online() => SystemRules.Seen(Added(), Now, Thresholds, Now).Next;
}
