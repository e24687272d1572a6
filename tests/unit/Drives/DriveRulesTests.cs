using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NasOrleans.Drives;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Drives;

public sealed class DriveRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SystemId A = new("nas-a");
    private static readonly SystemId B = new("nas-b");
    private static readonly Disk Disk = new() { Name = "sda", Serial = "ZL0", Model = "ST8000NM0055", Bay = "0/1", Celsius = 38, Smart = Reading(SmartHealth.Passed, Now) };

    [Fact]
    public void Observe_ForTheFirstTime_IsThereAndMustBePersisted()
    {
        var state = Seen();

        Assert.True(DriveRules.MustPersist(new(), state));
        Assert.Equal((Now, Now, true), (state.FirstSeen, state.LastSeen, state.Present));
        Assert.Equal(new() { System = A, Device = "sda", Bay = "0/1", Since = Now }, state.Place);
        Assert.Empty(DriveRules.News(new(), state));
    }

    [Fact]
    public void Observe_UnderAnotherDeviceName_IsTheSamePlace()
    {
        var state = Observe(Seen(), A, Disk with { Name = "sdf", Pool = "tank" }, 1);

        Assert.Equal(new() { System = A, Device = "sdf", Bay = "0/1", Pool = "tank", Since = Now }, state.Place);
        Assert.Empty(state.FormerPlaces);
    }

    [Fact]
    public void Observe_InAnotherBayOrSystem_RemembersWhereItWas()
    {
        var moved = Observe(Seen(), A, Disk with { Bay = "0/2" }, 1);
        var state = Observe(moved, B, Disk with { Bay = "0/1" }, 2);

        Assert.Equal((B, "0/1", Now.AddMinutes(2)), (state.Place!.System, state.Place.Bay, state.Place.Since));
        Assert.Equal([(A, "0/2"), (A, "0/1")], state.FormerPlaces.Select(place => (place.System, place.Bay)));
        Assert.Equal(("drive.moved", "Drive ZL0 moved from nas-a bay 0/2 to nas-b bay 0/1"), Assert.Single(DriveRules.News(moved, state)));
    }

    [Fact]
    public void Observe_OnAShelfThatTwoSystemsSee_RemembersEachPlaceOnce()
    {
        var state = Seen();
        for (var i = 1; i <= 50; i++) state = Observe(state, i % 2 == 0 ? A : B, Disk, i);

        Assert.Equal([B], state.FormerPlaces.Select(place => place.System));
    }

    [Fact]
    public void Observe_OnAShelfThatTwoSystemsSee_IsNewsOnceAndWrittenOnceAnHour()
    {
        var (state, stored, news, writes) = (Seen(), Seen(), 0, 0);
        for (var i = 1; i <= 180; i++)
        {
            var next = Observe(state, i % 2 == 0 ? A : B, Disk, i);
            news += DriveRules.News(state, next).Length;
            if (DriveRules.MustPersist(stored, next)) (stored, writes) = (next, writes + 1);
            state = next;
        }

        Assert.Equal(1, news);
        Assert.InRange(writes, 2, 4);
    }

    [Fact]
    public void Observe_BackAfterADay_IsNewsAndWritten()
    {
        var away = Observe(Seen(), B, Disk, 1);
        var back = Observe(away, A, Disk, 24 * 60);

        Assert.Equal("drive.moved", Assert.Single(DriveRules.News(away, back)).Kind);
        Assert.True(DriveRules.MustPersist(away, back));
    }

    [Fact]
    public void Observe_LateNewsOfThePlaceThatItLeft_IsIgnored()
    {
        var state = Observe(Seen(), B, Disk, 5);

        Assert.Same(state, DriveRules.Observe(state, A, Disk, Now.AddMinutes(4), Now.AddMinutes(6)));
    }

    [Fact]
    public void Observe_ClockThatRunsAhead_IsNow() =>
        Assert.Equal(Now, DriveRules.Observe(new(), A, Disk, Now.AddYears(1), Now).LastSeen);

    [Fact]
    public void Observe_AfterOurClockWasSetBack_IsTheNewest()
    {
        var state = DriveRules.Observe(Seen(), A, Disk with { Celsius = 40 }, Now.AddHours(-1), Now.AddHours(-1));

        Assert.Equal(40, state.Disk!.Celsius);
    }

    [Fact]
    public void Observe_WithLessThanBefore_KeepsWhatIsKnownButNotTheTemperature()
    {
        var state = Observe(Seen(), A, new() { Name = "sda" }, 1);

        Assert.Equal(("ZL0", "ST8000NM0055", SmartHealth.Passed), (state.Disk!.Serial, state.Disk.Model, state.Disk.Smart!.Health));
        Assert.Null(state.Disk.Celsius);
    }

    [Fact]
    public void Health_OfADriveThatFailed_StaysFailedWhenItFallsSilent_AndNotAfterItPassed()
    {
        var failed = Observe(Seen(), A, Disk with { Smart = Reading(SmartHealth.Failed, Now.AddMinutes(1)) }, 1);
        var silent = Observe(failed, A, Disk with { Smart = SmartReading.Unknown(Now.AddMinutes(2), "no shell") }, 2);
        var well = Observe(silent, A, Disk with { Smart = Reading(SmartHealth.Passed, Now.AddMinutes(3)) }, 3);

        Assert.Equal((SmartHealth.Failed, "no shell"), (silent.Disk!.Smart!.Health, silent.Disk.Smart.Reason));
        Assert.Equal(SmartHealth.Passed, well.Disk!.Smart!.Health);
        Assert.Equal("drive.health", Assert.Single(DriveRules.News(silent, well)).Kind);
    }

    [Fact]
    public void Health_OfADriveThatFailed_StaysFailedWhenOnlyItsCountersAreRead()
    {
        var failed = Observe(Seen(), A, Disk with { Smart = Reading(SmartHealth.Failed, Now.AddMinutes(1), Pending(1)) }, 1);
        var counted = Observe(failed, A, Disk with { Smart = Reading(SmartHealth.Unknown, Now.AddMinutes(2), Pending(8)) with { Reason = "no status" } }, 2);

        Assert.Equal((SmartHealth.Failed, 8, "no status"), (counted.Disk!.Smart!.Health, counted.Disk.Smart.Attributes.Single().Value, counted.Disk.Smart.Reason));
        Assert.Equal("drive.counter", Assert.Single(DriveRules.News(failed, counted)).Kind);
    }

    [Fact]
    public void Health_OfADriveThatPassed_IsUnknownWhenItCannotBeRead_AndItsCountersStay()
    {
        var counted = Observe(Seen(), A, Disk with { Smart = Reading(SmartHealth.Passed, Now, Pending(1)) }, 1);

        var state = Observe(counted, A, Disk with { Smart = SmartReading.Unknown(Now.AddMinutes(2), "no shell") }, 2);

        Assert.Equal(SmartHealth.Unknown, state.Disk!.Smart!.Health);
        Assert.Equal(1, Assert.Single(state.Disk.Smart.Attributes).Value);
    }

    [Fact]
    public void Counter_ThatRises_IsNewsAndPersisted_OtherAttributesAreNot()
    {
        var before = Observe(Seen(), A, Disk with { Smart = Reading(SmartHealth.Passed, Now, Pending(0), Hours(1)) }, 1);
        var older = Observe(before, A, Disk with { Smart = Reading(SmartHealth.Passed, Now, Pending(0), Hours(2)) }, 2);
        var worse = Observe(older, A, Disk with { Smart = Reading(SmartHealth.Passed, Now, Pending(8), Hours(2)) }, 3);

        Assert.False(DriveRules.MustPersist(before, older));
        Assert.True(DriveRules.MustPersist(older, worse));
        Assert.Equal(("drive.counter", "Drive ZL0: Current_Pending_Sector went from 0 to 8"), Assert.Single(DriveRules.News(older, worse)));
        Assert.True(DriveRules.MustPersist(before, Observe(before, A, Disk, 61)));
    }

    [Fact]
    public void Leave_OfTheSystemThatHasIt_MakesItGone_OfAnotherDoesNot()
    {
        var state = Seen();

        Assert.Same(state, DriveRules.Leave(state, B, Now.AddMinutes(1), Now.AddMinutes(1)));
        var gone = DriveRules.Leave(state, A, Now.AddMinutes(1), Now.AddMinutes(1));
        Assert.False(gone.Present);
        Assert.Equal("drive.gone", Assert.Single(DriveRules.News(state, gone)).Kind);
        Assert.Equal("drive.back", Assert.Single(DriveRules.News(gone, Observe(gone, A, Disk, 2))).Kind);
    }

    [Fact]
    public void Note_LeavesAloneWhatItDoesNotName()
    {
        var state = DriveRules.Note(Seen(), new() { Location = " Rack 2 ", Notes = "used" }, Now);
        var next = DriveRules.Note(state, new() { Notes = "" }, Now);

        Assert.Equal(("Rack 2", ""), (next.Location, next.Notes));
        Assert.True(DriveRules.MustPersist(state, next));
        Assert.Same(next, DriveRules.Note(next, new(), Now));
        Assert.Null(DriveRules.Note(new(), new() { Location = "x" }, Now).Disk);
    }

    [Fact]
    public void Revision_GrowsWithWhateverChanges_AndAtMostOneSystemHasTheDrive() => Prop.ForAll(
        Gen.Choose(0, 3).ListOf().ToArbitrary(),
        steps =>
        {
            var (state, minute) = (new DriveState(), 0);
            foreach (var step in steps)
            {
                var before = state;
                var at = Now.AddMinutes(++minute);
                var system = step % 2 == 0 ? A : B;
                state = step < 2 ? DriveRules.Observe(state, system, Disk, at, at) : DriveRules.Leave(state, system, at, at);
                if (!ReferenceEquals(before, state)) Assert.True(state.Revision > before.Revision);
                if (step < 2) Assert.Equal((system, true), (state.Place!.System, state.Present));
                Assert.DoesNotContain(state.FormerPlaces, place => place.System == state.Place!.System && place.Bay == state.Place.Bay);
            }
        }).QuickCheckThrowOnFailure();

    private static DriveState Seen() => DriveRules.Observe(new(), A, Disk, Now, Now);

    private static DriveState Observe(DriveState state, SystemId system, Disk disk, int minute) =>
        DriveRules.Observe(state, system, disk, Now.AddMinutes(minute), Now.AddMinutes(minute));

    private static SmartReading Reading(SmartHealth health, DateTimeOffset at, params ImmutableArray<SmartAttribute> attributes) =>
        new() { Health = health, ReadAt = at, Attributes = attributes };

    private static SmartAttribute Pending(long value) => new() { Number = 197, Name = "Current_Pending_Sector", Raw = value, Value = value };

    private static SmartAttribute Hours(long value) => new() { Number = 9, Name = "Power_On_Hours", Raw = value, Value = value };
}
