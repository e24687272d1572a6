using NasOrleans.Fleet;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Tests.Grains.Fleet;

public sealed class RosterGrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private Fleetlet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await Fleetlet.StartAsync();

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private IRosterGrain Roster => _fleet.Grains.RosterOf(_fleet.System(new("nas-1")));

    private string Member => _fleet.System(new("nas-1")).GetGrainId().ToString();

    [Fact]
    public async Task EnsureAwake_AfterARestart_WakesASystemThatThenNoticesSilence()
    {
        await _fleet.Add("nas-1");
        await _fleet.System(new("nas-1")).Seen(_fleet.Now);
        await _fleet.RestartAsync();

        Assert.Equal(1, (await Roster.EnsureAwake(Interval)).Awake);

        // Nobody calls the system: only its own clock can have told.
        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Events.Posted.Any(happened => happened.Text.EndsWith("to Offline", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task EnsureAwake_OneMemberBroken_WakesTheOthers()
    {
        await _fleet.Add("nas-1");
        await Roster.Add("nobody/main/nobody:1");

        var report = await Roster.EnsureAwake(Interval);

        Assert.Equal((2, 1, 1), (report.Members, report.Awake, report.Failed));
    }

    [Fact]
    public async Task EnsureAwake_NothingBehindAMember_IsStruckOffAfterTenMinutesAndNotBefore()
    {
        await Roster.Add(Member);
        await Roster.EnsureAwake(Interval);
        _fleet.Advance(TimeSpan.FromMinutes(9));
        await Roster.EnsureAwake(Interval);
        Assert.Single(await Roster.GetMembers());

        _fleet.Advance(TimeSpan.FromMinutes(2));
        await Roster.EnsureAwake(Interval);

        Assert.Empty(await Roster.GetMembers());
    }

    [Fact]
    public async Task Remove_LateAfterTheSameIdWasAddedAnew_KeepsIt()
    {
        await _fleet.Add("nas-1");
        await Roster.Remove(Member);
        Assert.Single(await Roster.GetMembers());

        _fleet.Advance(TimeSpan.FromHours(1));
        await Roster.Remove(Member);
        Assert.Single(await Roster.GetMembers());
    }

    [Fact]
    public async Task Remove_OfARemovedSystem_StrikesItOff()
    {
        await _fleet.Add("nas-1");
        _fleet.Advance(TimeSpan.FromHours(1));

        await _fleet.Remove("nas-1");

        Assert.Empty(await Roster.GetMembers());
    }

    [Fact]
    public async Task Members_SurviveDeactivation()
    {
        await Roster.Add(Member);

        await _fleet.DeactivateAsync(Roster);

        Assert.Equal(Member, Assert.Single(await Roster.GetMembers()));
    }
}
