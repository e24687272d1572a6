using NasOrleans.Drives;
using NasOrleans.Protocols;
using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Grains.Systems;

public sealed class CommandTests : IAsyncLifetime
{
    private static readonly SystemId Nas = new("nas-1");
    private static readonly NasPresence Dark = new() { Presence = Presence.Dark };

    private Fleetlet _fleet = null!;

    public async Task InitializeAsync()
    {
        _fleet = await Fleetlet.StartAsync();
        await System.Connect(new() { Name = "Basement" }, new() { Host = "nas" }, new() { ApiKey = new Secret("k") }, ConnectionOrigin.Api);
        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot())!.Status == SystemStatus.Online);
    }

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private ISystemGrain System => _fleet.System(Nas);

    [Fact]
    public async Task Shutdown_IsAcceptedAtOnceSentOnceAndConfirmedWhenDark()
    {
        var order = Order();
        var accepted = await System.Order(order);
        Assert.Equal(CommandState.Accepted, accepted.Command!.State);
        await Until(CommandState.Sent);

        _fleet.Nas.Presence = () => Dark;
        await Until(CommandState.Confirmed);
        await _fleet.AdvanceUntil(async () => await System.GetSnapshot() is { Status: SystemStatus.Offline });

        Assert.Equal("maintenance (ada)", Assert.IsType<NasOrder.ShutDown>(_fleet.Nas.Orders.Single()).Reason);
        var again = await System.Order(order);
        Assert.Equal((true, CommandState.Confirmed), (again.Repeated, again.Command!.State));
        Assert.Equal(
            [CommandState.Accepted, CommandState.Sending, CommandState.Sent, CommandState.Confirmed],
            again.Command.Timeline.Select(step => step.State));
        Assert.Contains(_fleet.Events.Posted, happened => happened.Kind == "system.command" && happened.Text.Contains("dark", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_WhileAnotherIsUnderWay_IsRefused()
    {
        await System.Order(Order());

        Assert.Equal(CommandRefusal.Busy, (await System.Order(Order())).Refusal);
    }

    [Fact]
    public async Task Order_RepeatedAfterManyOthersAndARestart_IsStillTheSameCommand()
    {
        var first = Order(CommandKind.Wake);
        await System.Order(first);
        await Until(CommandState.Confirmed);
        for (var i = 0; i < 25; i++)
        {
            await AdvanceUntil(async () => (await System.Order(Order(CommandKind.Wake))).Refusal == CommandRefusal.None);
            await Until(CommandState.Confirmed);
        }

        await _fleet.RestartAsync();
        await System.EnsureAwake();
        var again = await System.Order(first);

        Assert.Equal((true, first.Id), (again.Repeated, again.Command!.Id));
        Assert.Equal(26, (await System.GetCommands()).Length);
    }

    [Fact]
    public async Task Order_WithoutConnection_IsRefusedAndOneThatWentAstrayToo()
    {
        await System.Disconnect(Nas);

        Assert.Equal(CommandRefusal.NoConnection, (await System.Order(Order())).Refusal);
        await Assert.ThrowsAsync<ArgumentException>(() => System.Order(Order() with { Confirm = new("nas-2") }));
    }

    [Fact]
    public async Task Order_ThatCannotBeWritten_IsNotCarriedOut()
    {
        _fleet.Storage.FailWritesOf("system-commands");

        await Assert.ThrowsAnyAsync<Exception>(() => System.Order(Order()));

        for (var i = 0; i < 10; i++) _fleet.AdvanceOnce();
        Assert.Empty(_fleet.Nas.Orders);
        Assert.Empty(await System.GetCommands());
    }

    [Fact]
    public async Task Sending_ThatCannotBeWritten_DoesNotGoOut()
    {
        _fleet.Nas.Presence = () =>
        {
            _fleet.Storage.FailWritesOf("system-commands");
            return new() { Presence = Presence.Up, BootId = "boot-1" };
        };
        await System.Order(Order());
        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Now >= Deadline));

        _fleet.Nas.Presence = () => new() { Presence = Presence.Up, BootId = "boot-1" };
        _fleet.Storage.FailWritesOf(null);

        await Until(CommandState.Failed);
        Assert.Empty(_fleet.Nas.Orders);
    }

    [Fact]
    public async Task Restart_WhileTheOrderWasOnItsWay_AsksFirstAndSendsNothingToOneThatGoesDown()
    {
        var given = new TaskCompletionSource<NasAnswer>();
        _fleet.Nas.Answer = _ => given.Task;
        await System.Order(Order());
        await AdvanceUntil(() => Task.FromResult(_fleet.Nas.Orders.Count == 1));
        _fleet.Nas.Presence = () => new() { Presence = Presence.ShuttingDown, BootId = "boot-1" };

        await _fleet.RestartAsync();
        await System.EnsureAwake();
        await Seen("goes down");
        _fleet.Nas.Presence = () => Dark;
        await Until(CommandState.Confirmed);

        Assert.Single(_fleet.Nas.Orders);
    }

    [Fact]
    public async Task Restart_WhenTheOrderNeverArrived_RepeatsItOnce()
    {
        var given = new TaskCompletionSource<NasAnswer>();
        _fleet.Nas.Answer = _ => given.Task;
        await System.Order(Order());
        await AdvanceUntil(() => Task.FromResult(_fleet.Nas.Orders.Count == 1));
        _fleet.Nas.Answer = _ => Task.FromResult(new NasAnswer { Kind = AnswerKind.Taken });

        await _fleet.RestartAsync();
        await System.EnsureAwake();
        await AdvanceUntil(() => Task.FromResult(_fleet.Nas.Orders.Count == 2));
        _fleet.Nas.Presence = () => Dark;
        await Until(CommandState.Confirmed);

        Assert.Equal(2, _fleet.Nas.Orders.Count);
    }

    [Fact]
    public async Task Workloads_AreStoppedBeforeTheSystem()
    {
        _fleet.Nas.Inventory = _fleet.Nas.Inventory with
        {
            Workloads = [new() { Kind = WorkloadKind.App, Id = "web", Name = "web", Running = true }, new() { Kind = WorkloadKind.Machine, Id = "1", Name = "idle" }],
        };
        await _fleet.AdvanceUntil(async () => (await System.GetInventory())!.Workloads.Length == 2);

        await System.Order(Order() with { StopWorkloadsFor = TimeSpan.FromMinutes(5) });
        await Until(CommandState.Sent);

        Assert.Equal("web", Assert.IsType<NasOrder.StopWorkload>(_fleet.Nas.Orders.First()).Workload.Id);
        Assert.IsType<NasOrder.ShutDown>(_fleet.Nas.Orders.Last());
    }

    [Fact]
    public async Task Reboot_IsConfirmedByAnotherBoot()
    {
        await System.Order(Order(CommandKind.Reboot));
        await Until(CommandState.Sent);

        _fleet.Nas.Presence = () => new() { Presence = Presence.Up, BootId = "boot-2" };

        await Until(CommandState.Confirmed);
        Assert.IsType<NasOrder.Reboot>(_fleet.Nas.Orders.Single());
    }

    [Fact]
    public async Task Wake_WithoutAnyCard_FailsWithTheReason()
    {
        _fleet.Nas.Presence = () => Dark;

        await System.Order(Order(CommandKind.Wake));

        await Until(CommandState.Failed);
    }

    [Fact]
    public async Task Disconnect_WhileACommandRuns_EndsIt()
    {
        _fleet.Nas.Presence = () => new() { Presence = Presence.Unclear };
        await System.Order(Order());

        await System.Disconnect(Nas);

        await Until(CommandState.Failed);
    }

    [Fact]
    public async Task Connection_ChangedWhileACommandRuns_EndsItAndTellsTheOtherNasNothing()
    {
        _fleet.Nas.Presence = () => new() { Presence = Presence.Unclear };
        await System.Order(Order());
        _fleet.Advance(CommandRules.Pace);

        await System.Connect(new() { Name = "Basement" }, new() { Host = "other" }, new() { ApiKey = new Secret("k") }, ConnectionOrigin.Api);
        _fleet.Nas.Presence = () => new() { Presence = Presence.Up, BootId = "boot-9" };
        await Until(CommandState.Failed);

        Assert.Contains("changed", (await System.GetCommands())[0].Timeline[^1].Text, StringComparison.Ordinal);
        Assert.Empty(_fleet.Nas.Orders);
    }

    [Fact]
    public async Task Sending_ThatCouldNotBeWritten_IsNotSentToOneThatGoesDownMeanwhile()
    {
        var first = true;
        _fleet.Nas.Presence = () =>
        {
            _fleet.Storage.FailWritesOf(first ? "system-commands" : null);
            var seen = first ? Presence.Up : Presence.ShuttingDown;
            first = false;
            return new() { Presence = seen, BootId = "boot-1" };
        };

        await System.Order(Order());

        await Seen("goes down already");
        Assert.Empty(_fleet.Nas.Orders);
    }

    [Fact]
    public async Task Remove_TellsTheDrivesAndForgetsTheCommands()
    {
        var id = DriveId.Of("5000c500aabbccdd", null)!.Value;
        _fleet.Nas.Inventory = _fleet.Nas.Inventory with { Disks = [Disk] };
        await System.Refresh([]);
        await _fleet.AdvanceUntil(async () => await _fleet.Grains.Drive(TenantId.Main, id).GetSnapshot() is { Present: true });
        _fleet.Nas.Answer = _ => Task.FromResult(new NasAnswer { Kind = AnswerKind.Refused });
        await System.Order(Order());
        await Until(CommandState.Failed);
        _fleet.Advance(CommandRules.Pace);

        await System.Remove(Nas);

        await Eventually.IsTrue(async () => await _fleet.Grains.Drive(TenantId.Main, id).GetSnapshot() is { Present: false });
        Assert.Empty(await System.GetCommands());
        await _fleet.RestartAsync();
        Assert.Empty(await System.GetCommands());
    }

    [Fact]
    public async Task Remove_WhileACommandRuns_ClosesItAndThenForgetsIt()
    {
        _fleet.Nas.Presence = () => new() { Presence = Presence.Unclear };
        await System.Order(Order());

        await System.Remove(Nas);

        await AdvanceUntil(async () => (await System.GetCommands()).IsEmpty);
        Assert.Contains(_fleet.Events.Posted, happened => happened.Kind == "system.command" && happened.Text.Contains("deleted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Drives_TellWhereTheyStandAndHearWhenTheyAreGone()
    {
        var id = DriveId.Of("5000c500aabbccdd", null)!.Value;
        await _fleet.Grains.Drive(TenantId.Main, id).Observe(Nas, Disk, _fleet.Now);
        await _fleet.Grains.Drive(TenantId.Main, id).Note(new() { Location = "Rack 2" });
        _fleet.Nas.Inventory = _fleet.Nas.Inventory with { Disks = [Disk] };
        await System.Refresh([]);
        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot())!.Essence.Drives is [{ Location: "Rack 2" }]);

        _fleet.Nas.Inventory = _fleet.Nas.Inventory with { Disks = [] };
        await System.Refresh([]);

        await _fleet.AdvanceUntil(async () => await _fleet.Grains.Drive(TenantId.Main, id).GetSnapshot() is { Present: false });
    }

    private static Disk Disk => new() { Name = "sda", Serial = "ZL0ABCD", Wwn = "5000c500aabbccdd" };

    private DateTimeOffset Deadline { get; } = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(5);

    private static CommandOrder Order(CommandKind kind = CommandKind.Shutdown) =>
        new() { Id = Guid.NewGuid(), Kind = kind, Confirm = Nas, Reason = "maintenance", By = "ada" };

    private Task Until(CommandState state) => AdvanceUntil(command => command.State == state);

    private Task Seen(string text) => AdvanceUntil(command => command.Timeline.Any(step => step.Text.Contains(text, StringComparison.Ordinal)));

    private Task AdvanceUntil(Func<SystemCommand, bool> condition) =>
        AdvanceUntil(async () => await System.GetCommands() is [var newest, ..] && condition(newest));

    // In small steps: a command looks every two seconds, and each look gets its chance before the clock moves on.
    private Task AdvanceUntil(Func<Task<bool>> condition) => Eventually.IsTrue(async () =>
    {
        if (await condition()) return true;
        var looks = _fleet.Nas.Looks;
        _fleet.Advance(CommandRules.Pace);
        for (var i = 0; i < 100 && _fleet.Nas.Looks == looks; i++)
            if (await condition()) return true;
        return false;
    });
}
