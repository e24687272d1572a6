using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Targets.Nas;
using NasOrleans.Protocols;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Commands;

namespace NasOrleans.Tests.TrueNas.Targets;

/// <summary>Shutdowns past the grain, on a NAS that speaks for itself.</summary>
public sealed class LifelineTests
{
    [Theory]
    [InlineData(Release.Core133)]
    [InlineData(Release.V2510)]
    public async Task Nas_GoesDown_IsToldOnceAndConfirmedDark(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });
        await using var session = Session(Client.Target(fleet.Systems[0]));
        var run = Run(session);

        await run.CarryAsync(default);

        Assert.Equal(CommandState.Confirmed, run.Command.State);
        Assert.Equal(StepSight.Done, CommandSightRules.Seen(run.Command)!.Sight);
        Assert.Equal(1, fleet.Systems[0].Received.Count("system.shutdown"));
    }

    [Fact]
    public async Task Nas_ThatTakesTheOrderAndStays_IsUnderWayAndNotToldAgain()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        fleet.Systems[0].Faults.Set(Fault.ShutdownHangs);
        await using var session = Session(Client.Target(fleet.Systems[0]));
        var run = Run(session);
        using var stop = new CancellationTokenSource();
        var carrying = run.CarryAsync(stop.Token);

        await Eventually.IsTrue(async () => (await session.LookAsync(default)).Presence == Presence.ShuttingDown);
        await Eventually.IsTrue(() => run.Command.State == CommandState.Sent);

        Assert.Equal((AnswerKind.Taken, StepSight.UnderWay), (CommandSightRules.Answer(run.Command).Kind, CommandSightRules.Seen(run.Command)!.Sight));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => carrying);
        Assert.Equal(1, fleet.Systems[0].Received.Count("system.shutdown"));
    }

    [Fact]
    public async Task Nas_ThatDoesNotLetUs_IsRefused()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        var nas = fleet.Systems[0];
        await using var session = Session(Client.Target(nas).With(config => config with { UserName = nas.Accounts.Monitor.Name }) with { Secrets = new() { ApiKey = new(nas.ReadOnlyKey) } });
        var run = Run(session);

        await run.CarryAsync(default);

        Assert.Equal(AnswerKind.Refused, CommandSightRules.Answer(run.Command).Kind);
        Assert.Null(CommandSightRules.Seen(run.Command));
    }

    private static LifelineSession Session(NasTarget target) => new(Client.Factory, new() { Config = target.Config }, target);

    private static LifelineRun Run(LifelineSession session)
    {
        var now = TimeProvider.System.GetUtcNow();
        var order = new CommandOrder { Id = Guid.NewGuid(), Kind = CommandKind.Shutdown, Confirm = new("nas"), Reason = "low", By = "a test" };
        return new(CommandRules.Accept(order, ofPair: false, now, now), session, TimeProvider.System);
    }
}
