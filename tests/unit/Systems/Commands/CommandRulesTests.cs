using System.Collections.Immutable;
using NasOrleans.Protocols;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Unit.Systems.Commands;

public sealed class CommandRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly NasPresence Up = new() { Presence = Presence.Up, BootId = "boot-1" };
    private static readonly NasPresence UpAgain = new() { Presence = Presence.Up, BootId = "boot-2" };
    private static readonly NasPresence GoingDown = new() { Presence = Presence.ShuttingDown, BootId = "boot-1" };
    private static readonly NasPresence Dark = new() { Presence = Presence.Dark };
    private static readonly NasPresence Unclear = new() { Presence = Presence.Unclear };

    [Fact]
    public void Shutdown_TakenThenDark_IsConfirmedOnlyByDarkWithoutABreak()
    {
        var sent = Sent(AnswerKind.Taken);
        var once = CommandRules.Heard(sent, Dark, Now.AddSeconds(20));

        var soon = CommandRules.Heard(once, Dark, Now.AddSeconds(29));
        Assert.Equal((CommandState.Sent, CommandState.Sent), (once.Command.State, soon.Command.State));
        Assert.Equal(CommandState.Confirmed, CommandRules.Heard(soon, Dark, Now.AddSeconds(30)).Command.State);
        foreach (var between in new[] { Up, Unclear, GoingDown })
            Assert.Equal(CommandState.Sent, CommandRules.Heard(CommandRules.Heard(soon, between, Now.AddSeconds(30)), Dark, Now.AddSeconds(32)).Command.State);
        Assert.Equal(CommandState.Sent, CommandRules.Heard(CommandRules.Resume(soon, Now.AddSeconds(30)), Dark, Now.AddSeconds(32)).Command.State);
    }

    [Fact]
    public void Reboot_WithoutABootId_OneRefusedConnectIsNoReboot()
    {
        var up = Up with { BootId = null };
        var sent = CommandRules.Answered(CommandRules.Heard(Accepted(CommandKind.Reboot), up, Now), new() { Kind = AnswerKind.Taken }, Now);
        var dark = CommandRules.Heard(sent, Dark, Now.AddSeconds(20));

        Assert.Equal(CommandState.Sent, CommandRules.Heard(dark, up, Now.AddSeconds(22)).Command.State);
        Assert.Equal(CommandState.Confirmed, CommandRules.Heard(CommandRules.Heard(dark, Dark, Now.AddSeconds(30)), up, Now.AddSeconds(32)).Command.State);
    }

    [Fact]
    public void Unclear_ButAnswering_IsToldOnceAndNeverAgain()
    {
        var answering = Unclear with { Answers = true };
        Assert.Equal(CommandAct.Ask, CommandRules.Next(CommandRules.Heard(Accepted(), Unclear, Now)));

        var sending = CommandRules.Heard(Accepted(), answering, Now);
        Assert.Equal(CommandAct.Send, CommandRules.Next(sending));
        var doubtful = CommandRules.Answered(sending, new() { Kind = AnswerKind.Unclear }, Now);
        Assert.Equal(CommandAct.Ask, CommandRules.Next(CommandRules.Heard(doubtful, answering, Now.AddSeconds(60))));
        Assert.Equal(CommandAct.Ask, CommandRules.Next(CommandRules.Heard(doubtful, Up, Now.AddSeconds(60))));
        Assert.Equal(CommandAct.Ask, CommandRules.Next(CommandRules.Heard(Sent(AnswerKind.Unclear), answering, Now.AddSeconds(60))));
    }

    [Fact]
    public void Connection_ThatWasSetAnew_IsNotTheOneOfTheCommand()
    {
        var same = new ConnectionState { Config = new() { Host = "nas" }, SetAt = Now };

        Assert.Null(CommandRules.Severed(Accepted(), same, watches: true));
        Assert.Null(CommandRules.Severed(Accepted() with { ConnectionSetAt = null }, same, watches: true));
        Assert.Contains("changed", CommandRules.Severed(Accepted(), same with { SetAt = Now.AddSeconds(1) }, watches: true), StringComparison.Ordinal);
        Assert.NotNull(CommandRules.Severed(Accepted(), same, watches: false));
        Assert.NotNull(CommandRules.Severed(Accepted(), null, watches: true));
    }

    [Fact]
    public void Sending_ThatCannotBeWritten_AsksAgainFirstAndGivesUpAfterThirtySecondsInAll()
    {
        var back = CommandRules.Unwritten(Accepted(), Now);

        Assert.Equal((CommandState.Accepted, 0, CommandAct.Ask), (back.Command.State, back.Sends, CommandRules.Next(back)));
        var sending = CommandRules.Heard(back, Up, Now.AddSeconds(29));
        Assert.Equal((CommandAct.Send, 1, null), (CommandRules.Next(sending), sending.Sends, sending.UnwrittenSince));
        Assert.Equal(CommandState.Accepted, CommandRules.Unwritten(back, Now.AddSeconds(29)).Command.State);
        Assert.Equal(CommandState.Failed, CommandRules.Unwritten(back, Now.AddSeconds(30)).Command.State);
        Assert.Equal(CommandState.Unknown, CommandRules.Unwritten(Sent(AnswerKind.Unclear) with { UnwrittenSince = Now }, Now.AddSeconds(30)).Command.State);
    }

    [Fact]
    public void Shutdown_ThatIsRefused_FailsWithTheReason()
    {
        var fault = new LinkFault { Error = LinkError.Permission, Stage = LinkStage.Command, Message = "FULL_ADMIN is needed" };

        var run = CommandRules.Answered(Sending(), new() { Kind = AnswerKind.Refused, Fault = fault }, Now);

        Assert.Equal(CommandState.Failed, run.Command.State);
        Assert.Contains("FULL_ADMIN", run.Command.Timeline[^1].Text, StringComparison.Ordinal);
        Assert.Equal(Now, run.Command.FinishedAt);
    }

    [Fact]
    public void Shutdown_OfASystemThatCannotBeReached_FailsAfterTwoMinutesAndIsNeverSent()
    {
        var run = CommandRules.Heard(Accepted(), Dark, Now);
        Assert.Equal((CommandState.Accepted, 2), (run.Command.State, run.Command.Timeline.Length));
        Assert.Equal(run, CommandRules.Heard(run, Dark, Now.AddSeconds(119)));

        Assert.Equal((CommandState.Failed, 0), (CommandRules.Heard(run, Dark, Now.AddSeconds(120)).Command.State, run.Sends));
        Assert.Equal(CommandState.Failed, CommandRules.Heard(run, Up, Now.AddHours(1)).Command.State);
    }

    [Fact]
    public void Shutdown_OfOneThatGoesDownAlready_SendsNothingAndWatchesItGo()
    {
        var watched = CommandRules.Heard(Accepted(), GoingDown, Now);

        Assert.Equal((CommandState.Sent, 0, CommandAct.Ask), (watched.Command.State, watched.Sends, CommandRules.Next(watched)));
        Assert.Equal(CommandState.Confirmed, ForLong(watched, Dark).Command.State);
    }

    [Fact]
    public void Crash_WhileSending_AsksFirstAndRepeatsOnlyUnderTheSameBoot()
    {
        var resumed = CommandRules.Resume(Sending(), Now.AddSeconds(30));

        Assert.Equal((CommandAct.Ask, true), (CommandRules.Next(resumed), resumed.Doubtful));
        Assert.Equal(CommandAct.Send, CommandRules.Next(CommandRules.Heard(resumed, Up, Now.AddSeconds(31))));
        Assert.Equal(CommandState.Unknown, CommandRules.Heard(resumed, UpAgain, Now.AddSeconds(31)).Command.State);
        Assert.Equal(CommandState.Unknown, ForLong(resumed, Dark).Command.State);
        Assert.Equal(CommandAct.Ask, CommandRules.Next(CommandRules.Heard(resumed, Up with { BootId = null }, Now.AddSeconds(31))));
        Assert.Equal(CommandState.Confirmed, ForLong(CommandRules.Heard(resumed, GoingDown, Now.AddSeconds(31)), Dark).Command.State);
    }

    [Fact]
    public void Crash_WhileRebooting_UpUnderAnotherBootIsWhatWasOrdered()
    {
        var resumed = CommandRules.Resume(Sending(CommandKind.Reboot), Now.AddSeconds(90));

        Assert.Equal(CommandState.Confirmed, CommandRules.Heard(resumed, UpAgain, Now.AddSeconds(91)).Command.State);
    }

    [Fact]
    public void Crash_LongAgo_DoesNotGiveAnOrderThatNobodyExpectsAnyMore() =>
        Assert.Equal(CommandState.Unknown, CommandRules.Heard(CommandRules.Resume(Sending(), Now.AddHours(1)), Up, Now.AddHours(1)).Command.State);

    [Fact]
    public void Unclear_JustNow_IsNotTakenForLost()
    {
        var run = Sent(AnswerKind.Unclear);

        Assert.Equal(CommandAct.Ask, CommandRules.Next(CommandRules.Heard(run, Up, Now.AddSeconds(14))));
        Assert.Equal(CommandAct.Send, CommandRules.Next(CommandRules.Heard(run, Up, Now.AddSeconds(15))));
    }

    [Fact]
    public void NotSent_ForNow_AsksAgainAndForAWrongPasswordDoesNot()
    {
        Assert.Equal(CommandAct.Ask, CommandRules.Next(CommandRules.Answered(Sending(), new() { Kind = AnswerKind.NotSent }, Now)));

        var fault = new LinkFault { Error = LinkError.Auth, Stage = LinkStage.Auth, Message = "wrong" };
        Assert.Equal(CommandState.Failed, CommandRules.Answered(Sending(), new() { Kind = AnswerKind.NotSent, Fault = fault }, Now).Command.State);
    }

    [Fact]
    public void Sending_ThatCannotBeWrittenInTime_NeverGoesOut()
    {
        Assert.Equal(CommandAct.Send, CommandRules.Next(CommandRules.Advance(Sending(), Now.AddSeconds(29))));
        Assert.Equal(CommandState.Failed, CommandRules.Advance(Sending(), Now.AddSeconds(30)).Command.State);
    }

    [Fact]
    public void Workloads_AreStoppedFirst_ForNoLongerThanAllowed()
    {
        var accepted = CommandRules.Accept(Order() with { StopWorkloadsFor = TimeSpan.FromMinutes(3) }, false, Now, Now);

        var preparing = CommandRules.Advance(accepted, Now);

        Assert.Equal((CommandState.Preparing, CommandAct.Prepare), (preparing.Command.State, CommandRules.Next(preparing)));
        Assert.Equal(CommandAct.Ask, CommandRules.Next(CommandRules.Prepared(preparing, "2 were stopped", Now.AddMinutes(1))));
        Assert.Equal(CommandAct.Ask, CommandRules.Next(CommandRules.Advance(preparing, Now.AddMinutes(3))));
        Assert.Equal(CommandAct.Send, CommandRules.Next(CommandRules.Heard(CommandRules.Prepared(preparing, "done", Now.AddMinutes(3)), Up, Now.AddMinutes(4))));
    }

    [Fact]
    public void Pair_TheOneThatStandsBy_IsToldFirstAndOnlyOnce()
    {
        var telling = CommandRules.Heard(CommandRules.Accept(Order(), ofPair: true, Now, Now), Up, Now);

        Assert.Equal(CommandAct.TellStandby, CommandRules.Next(telling));
        var told = CommandRules.StandbyAnswered(telling, new() { Kind = AnswerKind.Taken }, Now);
        Assert.Equal(CommandAct.Send, CommandRules.Next(CommandRules.Heard(told, Up, Now)));
        var resumed = CommandRules.Resume(telling, Now);
        Assert.Equal(CommandAct.Send, CommandRules.Next(CommandRules.Heard(resumed, Up, Now)));
        Assert.Equal(CommandState.Failed, CommandRules.StandbyAnswered(telling, new() { Kind = AnswerKind.Refused }, Now).Command.State);
    }

    [Fact]
    public void Pair_WithDoubtAboutTheOneThatStoodBy_IsNotConfirmed()
    {
        var telling = CommandRules.Heard(CommandRules.Accept(Order(), ofPair: true, Now, Now), Up, Now);

        foreach (var told in new[] { CommandRules.Resume(telling, Now), CommandRules.StandbyAnswered(telling, new() { Kind = AnswerKind.Unclear }, Now) })
        {
            var sent = CommandRules.Answered(CommandRules.Heard(told, Up, Now), new() { Kind = AnswerKind.Taken }, Now);
            Assert.Equal(CommandState.Unknown, ForLong(sent, Dark).Command.State);
        }
    }

    [Fact]
    public void Wake_AfterACrashInSending_IsNotSaidToHaveFailed()
    {
        var waking = CommandRules.Heard(Accepted(CommandKind.Wake), Dark, Now);
        var resumed = CommandRules.Advance(CommandRules.Resume(waking, Now.AddMinutes(1)), Now.AddMinutes(1));

        Assert.Equal((CommandState.Sent, CommandAct.Ask), (resumed.Command.State, CommandRules.Next(resumed)));
        Assert.Equal(CommandState.Confirmed, CommandRules.Heard(resumed, Up, Now.AddMinutes(2)).Command.State);
        var ended = CommandRules.Heard(resumed, Dark, Now.AddMinutes(10)).Command;
        Assert.Equal(CommandState.Unknown, ended.State);
        Assert.Contains("nobody knows", ended.Timeline[^1].Text, StringComparison.Ordinal);
        var sameBoot = CommandRules.Heard(resumed with { BootId = Up.BootId }, Up, Now.AddMinutes(2));
        Assert.Equal(CommandState.Sent, sameBoot.Command.State);
    }

    [Fact]
    public void Keep_HoldsEachCommandForADay_AndNoMoreThanTwoHundred()
    {
        CommandRun Ordered(TimeSpan ago) => Sent(AnswerKind.Taken) is var run ? run with { Command = run.Command with { Id = Guid.NewGuid(), RequestedAt = Now - ago } } : run;
        ImmutableArray<CommandRun> today = [.. Enumerable.Range(0, 100).Select(i => Ordered(TimeSpan.FromMinutes(i)))];

        var kept = CommandRules.Keep(today, Now);
        Assert.Equal(today.Select(run => run.Command.Id), kept.Select(run => run.Command.Id));
        Assert.Equal((3, 2), (kept[18].Command.Timeline.Length, kept[19].Command.Timeline.Length));
        Assert.Equal(19, CommandRules.Keep(today, Now.AddDays(2)).Length);
        Assert.Equal(199, CommandRules.Keep([.. Enumerable.Repeat(today, 3).SelectMany(each => each)], Now).Length);
    }

    [Fact]
    public void Wake_SendsOnceAndIsConfirmedByTheSystemComingUp()
    {
        var waking = CommandRules.Heard(Accepted(CommandKind.Wake), Dark, Now);
        Assert.Equal(CommandAct.Wake, CommandRules.Next(waking));

        var woken = CommandRules.Woken(waking, null, Now);
        Assert.Equal(CommandState.Confirmed, CommandRules.Heard(CommandRules.Heard(woken, Dark, Now.AddMinutes(2)), UpAgain, Now.AddMinutes(9)).Command.State);
        Assert.Equal(CommandState.Unknown, CommandRules.Heard(woken, Unclear, Now.AddMinutes(10)).Command.State);
        Assert.Equal(CommandState.Confirmed, CommandRules.Heard(Accepted(CommandKind.Wake), Up, Now).Command.State);
        Assert.Equal(CommandState.Failed, CommandRules.Woken(waking, "No card is known", Now).Command.State);
    }

    [Fact]
    public void Abandon_BeforeSendingFailed_AfterwardsNobodyKnows()
    {
        Assert.Equal(CommandState.Failed, CommandRules.Abandon(Accepted(), "gone", Now).Command.State);
        Assert.Equal(CommandState.Unknown, CommandRules.Abandon(Sent(AnswerKind.Taken), "gone", Now).Command.State);
    }

    private static CommandOrder Order(CommandKind kind = CommandKind.Shutdown) =>
        new() { Id = Guid.Empty, Kind = kind, Confirm = new("nas-1"), Reason = "maintenance", By = "ada" };

    private static CommandRun Accepted(CommandKind kind = CommandKind.Shutdown) => CommandRules.Accept(Order(kind), false, Now, Now);

    private static CommandRun Sending(CommandKind kind = CommandKind.Shutdown) => CommandRules.Heard(Accepted(kind), Up, Now);

    private static CommandRun Sent(AnswerKind answer) => CommandRules.Answered(Sending(), new() { Kind = answer }, Now);

    private static CommandRun ForLong(CommandRun run, NasPresence seen) => CommandRules.Heard(CommandRules.Heard(run, seen, Now.AddSeconds(40)), seen, Now.AddSeconds(50));
}
