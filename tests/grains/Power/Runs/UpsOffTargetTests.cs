using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Power;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols;
using NasOrleans.Protocols.Nut;
using NasOrleans.Secrets;

namespace NasOrleans.Tests.Grains.Power.Runs;

public sealed class UpsOffTargetTests : IAsyncLifetime
{
    private static readonly PowerSourceId Rack = new("rack");

    private Fleetlet _fleet = null!;

    public async Task InitializeAsync()
    {
        _fleet = await Fleetlet.StartAsync();
        _fleet.Nut.Says("rack", "OB");
        await _fleet.Grains.PowerSource(TenantId.Main, Rack).Configure(
            new() { Name = "Rack", Ups = new() { Server = new() { Host = "nut.example" }, Ups = "rack", Role = NutRole.Primary, UserName = "admin" } },
            new() { Password = new Secret("p") }, PowerOrigin.User);
    }

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    [Fact]
    public async Task Return_IsToldOnceHoweverOftenTheStepIs_WithTheDelayBothWays()
    {
        var told = await Tell(UpsOffWay.Return);
        var again = await Tell(UpsOffWay.Return);

        Assert.Equal((AnswerKind.Taken, AnswerKind.Taken), (told.Kind, again.Kind));
        Assert.Equal(["SET rack ups.delay.shutdown 120", "INSTCMD rack shutdown.return"], _fleet.Nut.Orders);
    }

    [Fact]
    public async Task ForceShutdown_IsSetByThePrimary()
    {
        Assert.Equal(AnswerKind.Taken, (await Tell(UpsOffWay.ForceShutdown)).Kind);

        Assert.Equal(["PRIMARY rack", "FSD rack"], _fleet.Nut.Orders);
    }

    [Fact]
    public async Task Order_ThatNeverLeft_IsGivenOnceMore()
    {
        _fleet.Nut.Answer = new(NutResult.NotSent, new(NutError.Refused, "The server is away"));
        Assert.Equal(AnswerKind.NotSent, (await Tell(UpsOffWay.Return)).Kind);
        _fleet.Nut.Answer = new(NutResult.Confirmed);

        Assert.Equal(AnswerKind.Taken, (await Tell(UpsOffWay.Return)).Kind);
    }

    [Fact]
    public async Task Order_WhoseEndNobodyKnows_IsUnclearAndNotGivenAgain()
    {
        _fleet.Nut.Answer = new(NutResult.Unknown);

        Assert.Equal((AnswerKind.Unclear, AnswerKind.Unclear), ((await Tell(UpsOffWay.Return)).Kind, (await Tell(UpsOffWay.Return)).Kind));
        Assert.Equal(2, _fleet.Nut.Orders.Count);
    }

    [Fact]
    public async Task Rehearsal_TellsNobody_AndKnowsWhetherThereIsSuchAUps()
    {
        var dry = await Tell(UpsOffWay.Return, dryRun: true);

        Assert.Equal((AnswerKind.Taken, "would tell rack to switch off in 120 s"), (dry.Kind, dry.Text));
        Assert.Equal(AnswerKind.NotSent, (await Tell(UpsOffWay.Return, dryRun: true, source: "other")).Kind);
        Assert.Equal(AnswerKind.NotSent, (await Tell(UpsOffWay.Return, source: "other")).Kind);
        Assert.Empty(_fleet.Nut.Orders);
    }

    private Task<StepAnswer> Tell(UpsOffWay way, bool dryRun = false, string source = "rack") =>
        _fleet.Services.GetRequiredService<IStepTargets>().TellAsync(
            new()
            {
                Tenant = TenantId.Main,
                Group = new("group"),
                Run = Guid.Empty,
                Step = new() { Config = new() { Id = "off", Load = "host", UpsOff = new() { Source = new(source), Way = way } } },
                DryRun = dryRun,
            },
            default);
}
