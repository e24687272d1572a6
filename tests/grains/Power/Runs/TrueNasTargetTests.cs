using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Protocols;
using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;
using NasOrleans.Tests.Grains.Systems;

namespace NasOrleans.Tests.Grains.Power.Runs;

/// <summary>
/// The clock stands still but where a test moves it, so that nothing runs out of time because the machine is busy. Whichever way an order goes, the NAS
/// must hear of it once.
/// </summary>
public sealed class TrueNasTargetTests : IAsyncLifetime
{
    private static readonly SystemId Nas = new("nas-1");
    private static readonly StepConfig Step = new() { Id = "nas", Load = "nas", TrueNas = new() { System = Nas } };

    private Fleetlet _fleet = null!;

    public async Task InitializeAsync()
    {
        _fleet = await Fleetlet.StartAsync();
        await System.Connect(new() { Name = "Basement" }, new() { Host = "127.0.0.1" }, new() { ApiKey = new Secret("very secret") }, ConnectionOrigin.Api);
        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot())!.Status == SystemStatus.Online);
        await Targets.PrepareAsync(TenantId.Main, new("group"), [Step], default);
    }

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private ISystemGrain System => _fleet.System(Nas);

    private IStepTargets Targets => _fleet.Services.GetRequiredService<IStepTargets>();

    [Fact]
    public async Task System_IsToldByItsGrain_OnceHoweverOftenTheStepIs()
    {
        var told = Targets.TellAsync(Call(), default);
        await Eventually.IsTrue(async () => (await System.GetCommands()).Length == 1);
        Assert.Equal(AnswerKind.Taken, (await End(told)).Kind);
        Assert.Equal(AnswerKind.Taken, (await Targets.TellAsync(Call(), default)).Kind);
        Assert.Equal(StepSight.UnderWay, (await Targets.AskAsync(Call(), default)).Sight);

        _fleet.Nas.Presence = () => new() { Presence = Presence.Dark };
        await _fleet.AdvanceUntil(async () => (await System.GetCommands())[0].State == CommandState.Confirmed);

        Assert.Equal(StepSight.Done, (await Targets.AskAsync(Call(), default)).Sight);
        Assert.Equal("low (group group)", Assert.IsType<NasOrder.ShutDown>(_fleet.Nas.Orders.Single()).Reason);
    }

    [Fact]
    public async Task System_ThatRefuses_IsRefusedAndLeftAsItIs()
    {
        _fleet.Nas.Answer = _ => Task.FromResult(new NasAnswer { Kind = AnswerKind.Refused, Fault = ScriptedNas.FaultOf(LinkError.Permission) });
        var told = Targets.TellAsync(Call(), default);
        await Eventually.IsTrue(async () => (await System.GetCommands()).Length == 1);

        Assert.Equal(AnswerKind.Refused, (await End(told)).Kind);
        Assert.Equal(StepSight.Untouched, (await Targets.AskAsync(Call(), default)).Sight);
    }

    [Fact]
    public async Task Grain_ThatDoesNotComeUp_IsPassedByAndTheNasToldOnce()
    {
        await Break();

        Assert.Equal(AnswerKind.Taken, (await End(Targets.TellAsync(Call(), default))).Kind);
        Assert.Equal(AnswerKind.Taken, (await End(Targets.TellAsync(Call(), default))).Kind);
        Assert.Equal(StepSight.UnderWay, (await Targets.AskAsync(Call(), default)).Sight);
        _fleet.Nas.Presence = () => new() { Presence = Presence.Dark };
        await Eventually.IsTrue(async () =>
        {
            _fleet.Advance(TimeSpan.FromSeconds(1));
            return (await Targets.AskAsync(Call(), default)).Sight == StepSight.Done;
        });

        // The grain comes back: it was that order, and is none for it.
        _fleet.Storage.FailReadsOf(null);
        Assert.Equal(AnswerKind.Taken, (await End(Targets.TellAsync(Call(), default))).Kind);
        Assert.Empty(await System.GetCommands());
        Assert.Equal("very secret", _fleet.Nas.Opened.Last().ApiKey!.Value.Reveal());
        Assert.IsType<NasOrder.ShutDown>(_fleet.Nas.Orders.Single());
    }

    [Fact]
    public async Task Grain_WhoseStorageThrows_IsPassedBy()
    {
        _fleet.Storage.FailWritesOf("system-commands");

        var told = Targets.TellAsync(Call(), default);
        await Eventually.IsTrue(() => _fleet.Nas.Orders.Count == 1);

        Assert.Equal(AnswerKind.Taken, (await End(told)).Kind);
        Assert.Single(_fleet.Nas.Orders);
        Assert.Empty(await System.GetCommands());
    }

    [Fact]
    public async Task Grain_WhoseActivationHangs_IsPassedByWithinASecond()
    {
        await _fleet.DeactivateAsync(System);
        var storage = new TaskCompletionSource();
        _fleet.Storage.Hold("system", storage.Task);
        var told = Targets.TellAsync(Call(), default);
        await Eventually.IsTrue(() => _fleet.Storage.Waiting > 0);

        _fleet.Advance(TimeSpan.FromSeconds(1));
        await Eventually.IsTrue(() => _fleet.Nas.Orders.Count == 1);

        Assert.Equal(AnswerKind.Taken, (await End(told)).Kind);
        _fleet.Storage.Hold(null);
        storage.SetResult();
        Assert.Empty(await System.GetCommands());
        Assert.Single(_fleet.Nas.Orders);
    }

    [Fact]
    public async Task Grain_ThatAnswersLate_NeverTakesTheOrderThatWentAnotherWay()
    {
        var storage = new TaskCompletionSource();
        _fleet.Storage.Hold("system-commands", storage.Task);
        var told = Targets.TellAsync(Call(), default);
        await Eventually.IsTrue(() => _fleet.Storage.Waiting > 0);
        _fleet.Advance(TimeSpan.FromSeconds(0.9));
        await Eventually.IsTrue(() => _fleet.Nas.Orders.Count == 1);
        Assert.Equal(AnswerKind.Taken, (await End(told)).Kind);

        _fleet.Storage.Hold(null);
        storage.SetResult();

        await Eventually.IsTrue(async () => (await System.GetCommands()) is [{ State: CommandState.Failed }]);
        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot()) is { Status: SystemStatus.Online });
        Assert.Single(_fleet.Nas.Orders);
    }

    [Fact]
    public async Task Grain_ThatIsPassedBy_LeavesTheAppsAndTheOtherNodeTheirTurn()
    {
        _fleet.Nas.Inventory = _fleet.Nas.Inventory with
        {
            HighAvailability = new() { Licensed = true, Status = "MASTER" },
            Workloads = [new() { Kind = WorkloadKind.App, Id = "files", Name = "files", State = "RUNNING", Running = true }],
        };
        await _fleet.AdvanceUntil(async () => (await System.GetLifeline())!.IsPair);
        await Targets.PrepareAsync(TenantId.Main, new("group"), [Step], default);
        await Break();
        var call = Call() with { Step = new() { Config = Step with { TrueNas = Step.TrueNas! with { StopWorkloadsFor = TimeSpan.FromSeconds(30) } } } };

        Assert.Equal(AnswerKind.Taken, (await End(Targets.TellAsync(call, default))).Kind);
        await Eventually.IsTrue(() => _fleet.Nas.Orders.Count == 3);

        Assert.Equal(["StopWorkload", "ShutDownStandby", "ShutDown"], _fleet.Nas.Orders.Select(order => order.GetType().Name));
    }

    [Fact]
    public async Task Order_ThatComesTooLate_IsNotTaken()
    {
        var order = new CommandOrder { Id = Guid.NewGuid(), Kind = CommandKind.Shutdown, Confirm = Nas, Reason = "r", By = "b", NotAfter = _fleet.Now - TimeSpan.FromMilliseconds(1) };

        Assert.Equal(CommandRefusal.TooLate, (await System.Order(order)).Refusal);
        Assert.Empty(await System.GetCommands());
    }

    [Fact]
    public async Task AnotherProcess_AsksTheNasItself()
    {
        await Break();
        await _fleet.RestartAsync();

        Assert.Equal(StepSight.Untouched, (await Targets.AskAsync(Call(), default)).Sight);
        _fleet.Nas.Presence = () => new() { Presence = Presence.ShuttingDown };
        Assert.Equal(StepSight.UnderWay, (await Targets.AskAsync(Call(), default)).Sight);
        _fleet.Nas.Presence = () => new() { Presence = Presence.Dark };
        Assert.Equal(StepSight.Done, (await End(Targets.AskAsync(Call(), default), TimeSpan.FromSeconds(1))).Sight);
        Assert.Empty(_fleet.Nas.Orders);
    }

    [Fact]
    public async Task WithoutGrainAndWithoutCopy_NothingIsSentAndNothingSeen()
    {
        await System.Disconnect(Nas);
        await Targets.PrepareAsync(TenantId.Main, new("group"), [Step], default);
        await Break();

        Assert.Equal(AnswerKind.NotSent, (await Targets.TellAsync(Call(), default)).Kind);
        Assert.Equal(StepSight.Silent, (await Targets.AskAsync(Call(), default)).Sight);
        Assert.Equal(AnswerKind.NotSent, (await Targets.TellAsync(Call() with { DryRun = true }, default)).Kind);
        Assert.Empty(_fleet.Nas.Orders);
    }

    [Fact]
    public async Task Copy_IsWrittenWhenItChanged_AndNeverShowsASecret()
    {
        var writes = _fleet.Journal.Writes;
        await Targets.PrepareAsync(TenantId.Main, new("group"), [Step], default);
        Assert.Equal(writes, _fleet.Journal.Writes);

        await System.Connect(new() { Name = "Basement" }, new() { Host = "127.0.0.1" }, new() { ApiKey = new Secret("other secret") }, ConnectionOrigin.Api);
        await Targets.PrepareAsync(TenantId.Main, new("group"), [Step], default);

        var kept = (await _fleet.Journal.ReadAsync<SystemLifeline>(GrainKeys.Lifeline(TenantId.Main, Nas), default))!;
        Assert.Equal(writes + 1, _fleet.Journal.Writes);
        Assert.StartsWith("v1:", kept.Record.SealedApiKey, StringComparison.Ordinal);
        var box = _fleet.Services.GetRequiredService<SecretBox>();
        Assert.Equal("other secret", box.Decrypt(kept.Record.SealedApiKey!, GrainKeys.Lifeline(TenantId.Main, Nas) + "/apiKey").Reveal());
        Assert.Throws<SecretException>(() => box.Decrypt(kept.Record.SealedApiKey!, "main/system:nas-1/apiKey"));
    }

    [Fact]
    public async Task Rehearsal_SaysWhatWouldBe_AlsoWithoutTheGrain()
    {
        Assert.Equal("would shut down the system nas-1", (await Targets.TellAsync(Call() with { DryRun = true }, default)).Text);
        await Break();
        Assert.Equal("would shut down the system nas-1", (await Targets.TellAsync(Call() with { DryRun = true }, default)).Text);
        Assert.Empty(_fleet.Nas.Orders);
    }

    private async Task Break()
    {
        await _fleet.DeactivateAsync(System);
        _fleet.Storage.FailReadsOf("system");
    }

    /// <summary>Once nothing but the clock is waited for.</summary>
    private async Task<T> End<T>(Task<T> call, TimeSpan? step = null)
    {
        await Eventually.IsTrue(() =>
        {
            if (!call.IsCompleted) _fleet.Advance(step ?? TimeSpan.FromMilliseconds(10));
            return call.IsCompleted;
        });
        return await call;
    }

    private static StepCall Call() => new() { Tenant = TenantId.Main, Group = new("group"), Run = Guid.Empty, Step = new() { Config = Step }, Reason = "low" };
}
