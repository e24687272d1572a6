using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Targets.Hosts;
using NasOrleans.Protocols;

namespace NasOrleans.Tests.Grains.Power.Runs;

public sealed class DarkWatchTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Queue<Presence> _shows = new();

    [Fact]
    public async Task Dark_IsWhatNobodyAnswersForWithoutABreak()
    {
        var started = _time.GetTimestamp();
        var look = Look();

        Assert.Equal(StepSight.Done, (await Until(look)).Sight);
        Assert.InRange(_time.GetElapsedTime(started), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12));
    }

    [Theory]
    [InlineData(Presence.Up, StepSight.Untouched)]
    [InlineData(Presence.ShuttingDown, StepSight.UnderWay)]
    [InlineData(Presence.Unclear, StepSight.Silent)]
    internal async Task Dark_ForAMoment_IsWhatIsSeenAfterIt(Presence after, StepSight sight)
    {
        for (var looks = 0; looks < 5; looks++) _shows.Enqueue(Presence.Dark);
        _shows.Enqueue(after);

        Assert.Equal(sight, (await Until(Look())).Sight);
    }

    [Fact]
    public async Task OwnNetwork_WithoutAWay_ExcusesTheOtherEnd()
    {
        // A name that leads nowhere is our own trouble, too.
        Assert.NotNull(await OwnNetwork.ObjectionAsync("no-such-host.invalid", default));
        Assert.Equal(StepSight.Silent, (await Look("no-such-host.invalid")).Sight);
    }

    [Fact]
    public async Task OwnNetwork_ToWhatAnswersHere_HasAWay() => Assert.Null(await OwnNetwork.ObjectionAsync("127.0.0.1", default));

    private Task<StepSeen> Look(string host = "127.0.0.1") => new DarkWatch(_time).LookAsync(
        host, _ => Task.FromResult(new NasPresence { Presence = _shows.TryDequeue(out var shown) ? shown : Presence.Dark }), default);

    private async Task<StepSeen> Until(Task<StepSeen> look)
    {
        await Eventually.IsTrue(() =>
        {
            // Only what it waits for moves the clock.
            if (_time.Armed > 0) _time.Advance(TimeSpan.FromSeconds(1));
            return look.IsCompleted;
        });
        return await look;
    }
}
