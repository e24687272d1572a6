using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Power.Runs.Targets.Nas;
using NasOrleans.Power.Runs.Targets.Workloads;
using NasOrleans.Protocols;
using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Workloads;
using NasOrleans.Systems.Commands;

namespace NasOrleans.Tests.Unit.Power.Runs.Targets;

public sealed class AnswerRulesTests
{
    private static readonly Guid Run = Guid.Parse("8b7f9c52-0f5e-4a51-9d1b-1c2d3e4f5a6b");
    private static readonly ImmutableArray<Workload> Three = [new("1", "web"), new("2", "mail"), new("3", "db")];

    [Theory]
    [InlineData(ActEnd.Done, AnswerKind.Taken)]
    [InlineData(ActEnd.Refused, AnswerKind.Refused)]
    [InlineData(ActEnd.NotSent, AnswerKind.NotSent)]
    // Begun and not ended is no No: only the target can tell.
    [InlineData(ActEnd.TimedOut, AnswerKind.Unclear)]
    [InlineData(ActEnd.Unclear, AnswerKind.Unclear)]
    internal void Act_HowItEnded_IsWhatTheStepIsTold(ActEnd end, AnswerKind kind) => Assert.Equal(kind, AnswerRules.Of(new(end, "")).Kind);

    [Theory]
    [InlineData(Presence.Up, StepSight.Untouched)]
    [InlineData(Presence.ShuttingDown, StepSight.UnderWay)]
    [InlineData(Presence.Unclear, StepSight.Silent)]
    // That takes more than one look.
    [InlineData(Presence.Dark, StepSight.Silent)]
    internal void Presence_IsNeverDarkByOneLook(Presence presence, StepSight sight) => Assert.Equal(sight, AnswerRules.Seen(new() { Presence = presence }).Sight);

    [Fact]
    public void OrderId_IsTheSameForTheSameStepOfTheSameRunAlone()
    {
        var id = AnswerRules.OrderId(Run, "nas");

        Assert.Equal(id, AnswerRules.OrderId(Run, "nas"));
        Assert.Equal(8, id.Version);
        Assert.Distinct([id, AnswerRules.OrderId(Run, "nas2"), AnswerRules.OrderId(Run, "nas", number: 1), AnswerRules.OrderId(Run, "nas", "x"), AnswerRules.OrderId(Guid.Empty, "nas")]);
    }

    [Theory]
    [InlineData(ActEnd.NotSent, ActEnd.NotSent, ActEnd.NotSent, false, AnswerKind.NotSent)]
    [InlineData(ActEnd.Done, ActEnd.NotSent, ActEnd.Refused, false, AnswerKind.Taken)]
    [InlineData(ActEnd.Refused, ActEnd.Refused, ActEnd.NotSent, true, AnswerKind.Taken)]
    [InlineData(ActEnd.Refused, ActEnd.Refused, ActEnd.NotSent, false, AnswerKind.Refused)]
    [InlineData(ActEnd.Refused, ActEnd.TimedOut, ActEnd.NotSent, true, AnswerKind.Unclear)]
    internal void Workloads_Told_GoOnAsSoonAsOneWas(ActEnd one, ActEnd two, ActEnd three, bool canBeForced, AnswerKind kind) =>
        Assert.Equal(kind, WorkloadChoiceRules.Told(new() { CanBeForced = canBeForced }, Three, Results(one, two, three)).Kind);

    [Theory]
    [InlineData(ActEnd.Done, ActEnd.Done, ActEnd.Done, AnswerKind.Taken)]
    [InlineData(ActEnd.Done, ActEnd.NotSent, ActEnd.Refused, AnswerKind.NotSent)]
    [InlineData(ActEnd.Done, ActEnd.TimedOut, ActEnd.Refused, AnswerKind.Unclear)]
    [InlineData(ActEnd.Done, ActEnd.Done, ActEnd.Refused, AnswerKind.Refused)]
    internal void Workloads_Forced_AreDoneWhenAllAre(ActEnd one, ActEnd two, ActEnd three, AnswerKind kind) =>
        Assert.Equal(kind, WorkloadChoiceRules.Forced(Three, Results(one, two, three)).Kind);

    [Fact]
    public void Workloads_AreChosenInTheOrderOfTheirNames()
    {
        Assert.Equal(["db", "web"], WorkloadChoiceRules.Chosen(new() { Names = ["db", "1", "db", "gone"] }, Three).Select(each => each.Name));
        Assert.Equal(["web", "db"], WorkloadChoiceRules.Chosen(new() { Except = ["mail"] }, Three).Select(each => each.Name));
        Assert.Equal(["/srv/b"], WorkloadChoiceRules.Chosen(new() { Names = ["/srv/b/"] }, [new("/srv/a", "/srv/a"), new("/srv/b", "/srv/b")]).Select(each => each.Id));
    }

    [Fact]
    public void Command_ThatFailed_MayBeOrderedAnewAndNoOther()
    {
        var first = AnswerRules.OrderId(Run, "nas");

        Assert.Equal(first, CommandSightRules.NextId([Of(first, CommandState.Unknown)], Run, "nas"));
        var second = CommandSightRules.NextId([Of(first, CommandState.Failed)], Run, "nas");
        Assert.NotEqual(first, second);
        Assert.Equal(second, CommandSightRules.OfStep([Of(second, CommandState.Sent), Of(first, CommandState.Failed)], Run, "nas")!.Id);
    }

    [Theory]
    [InlineData(CommandState.Accepted, AnswerKind.Taken, StepSight.UnderWay)]
    [InlineData(CommandState.Sent, AnswerKind.Taken, StepSight.UnderWay)]
    [InlineData(CommandState.Confirmed, AnswerKind.Taken, StepSight.Done)]
    [InlineData(CommandState.Unknown, AnswerKind.Unclear, null)]
    [InlineData(CommandState.Failed, AnswerKind.Refused, null)]
    internal void Command_HowItStands_IsWhatTheStepIsTold(CommandState state, AnswerKind kind, StepSight? sight)
    {
        Assert.Equal(kind, CommandSightRules.Answer(Of(Run, state)).Kind);
        Assert.Equal(sight, CommandSightRules.Seen(Of(Run, state))?.Sight);
    }

    private static ImmutableArray<ActResult> Results(params ActEnd[] ends) => [.. ends.Select(end => new ActResult(end, ""))];

    private static SystemCommand Of(Guid id, CommandState state) => new() { Id = id, Kind = CommandKind.Shutdown, State = state, Reason = "", RequestedBy = "" };
}
