using FsCheck;
using FsCheck.Fluent;
using NasOrleans.Protocols;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;

namespace NasOrleans.Tests.Unit.Systems.Commands;

/// <summary>What holds of every command, whatever the NAS, the network and the process do meanwhile.</summary>
public sealed class CommandLawsTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void EveryCommand_Ends() => Check.One(Often, Prop.ForAll<int, byte[]>((kind, script) => Play(kind, script).Run.Command.IsFinal));

    [Fact]
    public void NoSecondSend_WithoutTheNasSayingThatItIsUpUnderTheSameBoot() =>
        Check.One(Often, Prop.ForAll<int, byte[]>((kind, script) => Play(kind, script).Repeats.All(last =>
            last is { Seen.Presence: Presence.Up, Boot: not null } && last.Seen.BootId == last.Boot)));

    [Fact]
    public void Shutdown_IsConfirmedOnlyOnceDark() =>
        Check.One(Often, Prop.ForAll<byte[]>(script => Play(0, script) is var played && (played.Run.Command.State != CommandState.Confirmed || played.Last.Presence == Presence.Dark)));

    [Fact]
    public void Failed_IsSaidOnlyOfWhatNeverTookEffect() =>
        Check.One(Often, Prop.ForAll<int, byte[]>((kind, script) => Play(kind, script) is var played && (played.Run.Command.State != CommandState.Failed || !played.WentOut)));

    [Fact]
    public void Plays_ReachWhatTheLawsAreAbout()
    {
        var played = Enumerable.Range(0, 2000).Select(seed => Play(seed, [(byte)seed, (byte)(seed / 7), (byte)(seed / 31), (byte)(seed * 13)])).ToArray();

        Assert.Contains(played, play => play.Repeats.Count > 0);
        Assert.Contains(played, play => play.Run.Command is { Kind: CommandKind.Shutdown, State: CommandState.Confirmed });
        Assert.Contains(played, play => play.Run.Command.State == CommandState.Unknown);
        Assert.Contains(played, play => play.Run.Command.State == CommandState.Failed);
    }

    // Each byte is one thing that happens: an answer, a look, a crash before or after an order went out, or a write that fails.
    private static Played Play(int kind, byte[] script)
    {
        var run = CommandRules.Accept(
            new() { Id = Guid.Empty, Kind = (CommandKind)Math.Abs(kind % 2), Confirm = new("nas"), Reason = "", By = "ada", StopWorkloadsFor = kind % 3 == 0 ? TimeSpan.FromMinutes(1) : null },
            ofPair: kind % 5 == 0,
            Start,
            Start);
        var asked = run;
        var (now, at, wentOut) = (Start, 0, false);
        var last = new NasPresence { Presence = Presence.Unclear };
        string? bootOfSend = null;
        var repeats = new List<(NasPresence Seen, string? Boot)>();
        for (var step = 0; step < 5000 && !run.Command.IsFinal; step++)
        {
            var happens = script.Length == 0 ? step : script[at++ % script.Length] + (at / Math.Max(1, script.Length));
            run = CommandRules.Advance(run, now);
            if (happens % 11 == 0) run = CommandRules.Resume(run, now);
            switch (CommandRules.Next(run))
            {
                case CommandAct.TellStandby or CommandAct.Send when happens % 19 == 0:
                    run = CommandRules.Unwritten(asked, now);
                    break;
                case CommandAct.Prepare:
                    run = CommandRules.Prepared(run, "", now);
                    break;
                case CommandAct.TellStandby:
                    run = CommandRules.StandbyAnswered(run, Answer(happens), now);
                    break;
                case CommandAct.Send:
                    if (wentOut) repeats.Add((last, bootOfSend));
                    var answer = Answer(happens);
                    // What was refused or never left did not go out.
                    wentOut |= answer.Kind is AnswerKind.Taken or AnswerKind.Unclear || happens % 13 == 0;
                    bootOfSend = run.BootId;
                    run = happens % 13 == 0 ? CommandRules.Resume(run, now) : CommandRules.Answered(run, answer, now);
                    break;
                case CommandAct.Ask:
                    asked = run;
                    run = CommandRules.Heard(run, last = Seen(happens), now);
                    now += CommandRules.Pace;
                    break;
            }

            now += TimeSpan.FromSeconds(happens % 17 == 0 ? 40 : 0);
        }

        return new(run, last, repeats, wentOut);
    }

    private static NasAnswer Answer(int happens) => new() { Kind = (AnswerKind)(happens / 3 % 4) };

    private static NasPresence Seen(int happens) => (happens % 7) switch
    {
        0 or 1 or 2 => new() { Presence = Presence.Up, BootId = "boot-1" },
        3 => new() { Presence = Presence.Up, BootId = happens % 2 == 0 ? "boot-2" : null },
        4 => new() { Presence = Presence.ShuttingDown, BootId = "boot-1" },
        5 => new() { Presence = Presence.Dark },
        _ => new() { Presence = Presence.Unclear, Answers = happens % 2 == 0 },
    };

    private sealed record Played(CommandRun Run, NasPresence Last, List<(NasPresence Seen, string? Boot)> Repeats, bool WentOut);
}
