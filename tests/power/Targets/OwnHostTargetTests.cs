using NasOrleans.Power;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Protocols;

namespace NasOrleans.Tests.Power.Targets;

/// <summary>Our own host, with stand-ins for what would end it.</summary>
public sealed class OwnHostTargetTests : IDisposable
{
    private readonly TargetStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Sync_IsDoneAndCannotBeAsked()
    {
        Assert.Equal(AnswerKind.Taken, (await _stage.Tell(Step() with { Sync = new() })).Kind);
        await _stage.Sees(Step() with { Sync = new() }, StepSight.Silent);
    }

    [Fact]
    public async Task Unmount_ThatHangs_IsUnclearByTheLimit()
    {
        _stage.Programs.Provide("umount", "trap '' TERM; while :; do sleep 1000; done");

        var answer = await _stage.Tell(Step() with { Unmount = new() { Path = "/mnt/dead" }, Timeout = TimeSpan.FromSeconds(2) });

        Assert.Equal(AnswerKind.Unclear, answer.Kind);
    }

    [Fact]
    public async Task Unmount_IsAskedByWhatIsMounted()
    {
        await _stage.Sees(Step() with { Unmount = new() { Path = "/proc" } }, StepSight.Untouched);
        await _stage.Sees(Step() with { Unmount = new() { Path = "/no/such/folder" } }, StepSight.Done);
    }

    [Fact]
    public async Task Unmount_ThatIsBusy_IsRefusedWithTheReason()
    {
        _stage.Programs.Provide("umount", "echo 'umount: /mnt/a: target is busy.' >&2; exit 32");

        var answer = await _stage.Tell(Step() with { Unmount = new() { Path = "/mnt/a" } });

        Assert.Equal((AnswerKind.Refused, true), (answer.Kind, answer.Text.Contains("busy", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Command_IsNamedAloneAndItsTextStaysHere()
    {
        _stage.Installation = new() { Commands = _stage.Installation.Commands.Add("flush", $"echo ran > {_stage.Programs.FileOf("ran")}") };

        var dry = await _stage.Tell(Command("flush"), dryRun: true);
        Assert.False(File.Exists(_stage.Programs.FileOf("ran")));
        var told = await _stage.Tell(Command("flush"));
        var unknown = await _stage.Tell(Command("other"));

        Assert.Equal((AnswerKind.Taken, "would run the command 'flush'"), (dry.Kind, dry.Text));
        Assert.Equal(AnswerKind.Taken, told.Kind);
        Assert.True(File.Exists(_stage.Programs.FileOf("ran")));
        Assert.Equal((AnswerKind.NotSent, true), (unknown.Kind, unknown.Text.Contains("'other'", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Command_ThatHangs_IsUnclearByTheLimit()
    {
        _stage.Installation = new() { Commands = _stage.Installation.Commands.Add("hang", "trap '' TERM; while :; do sleep 1000; done") };

        Assert.Equal(AnswerKind.Unclear, (await _stage.Tell(Command("hang") with { Timeout = TimeSpan.FromSeconds(2) })).Kind);
    }

    [Fact]
    public async Task OwnHost_GoesOffOnlyWhereItMay_AndByTheCommandGiven()
    {
        _stage.Programs.Provide("shutdown", _stage.Programs.Recording);
        _stage.Programs.Provide("poweroff-now", _stage.Programs.Recording);
        var step = Step() with { LocalHostOff = new() };

        Assert.Equal(AnswerKind.NotSent, (await _stage.Tell(step)).Kind);
        Assert.Empty(_stage.Programs.Calls);
        _stage.Installation = new Installation { MayGoOff = true };
        Assert.Equal((AnswerKind.Taken, "would switch our own host off"), await Said(_stage.Tell(step, dryRun: true)));
        Assert.Empty(_stage.Programs.Calls);
        Assert.Equal(AnswerKind.Taken, (await _stage.Tell(step)).Kind);
        _stage.Installation = _stage.Installation with { OffCommand = "poweroff-now" };
        Assert.Equal(AnswerKind.Taken, (await _stage.Tell(step)).Kind);

        Assert.Equal(["shutdown -h now", "poweroff-now "], _stage.Programs.Calls.Select(call => call[(call.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
    }

    [Fact]
    public async Task OwnHost_IsOffOnceItIsUpUnderAnotherBoot()
    {
        _stage.Installation = new() { MayGoOff = true };
        var step = Step() with { LocalHostOff = new() };

        await _stage.Sees(step, StepSight.Untouched);
        _stage.Boot = new HostBoot("another", () => TimeSpan.Zero);
        await _stage.Sees(step, StepSight.Done);
    }

    [Fact]
    public async Task DryRun_OfTheWholeInstallation_DoesNothingWhateverTheCallSays()
    {
        _stage.Programs.Provide("sync", _stage.Programs.Recording);
        _stage.Installation = new() { DryRun = true };

        Assert.Equal((AnswerKind.Taken, "would write everything to disk"), await Said(_stage.Tell(Step() with { Sync = new() })));
        Assert.Empty(_stage.Programs.Calls);
    }

    [Fact]
    public async Task Missing_IsNamedALineEach()
    {
        _stage.HideTheMachine();
        var target = new SshTarget { Host = "127.0.0.1", User = "ada", Key = "backup", HostKey = "SHA256:x" };

        var lines = await _stage.Missing(
            Step("a") with { Sync = new() }, Step("b") with { Unmount = new() { Path = "/mnt/a" } }, Command("none"), Step("d") with { Host = new() { On = target, Command = "off" } },
            Step("e") with { Ipmi = new() { Host = "bmc", User = "admin", Password = "bmcs" } }, Step("f") with { LocalHostOff = new() });

        Assert.Equal(6, lines.Count);
        foreach (var (step, what) in new[] { ("a", "'sync'"), ("b", "'umount'"), ("c", "'none'"), ("d", "SSH key 'backup'"), ("e", "password 'bmcs'"), ("f", "role All") })
            Assert.Single(lines, line => line.StartsWith(step + ": ", StringComparison.Ordinal) && line.Contains(what, StringComparison.Ordinal));
    }

    private static async Task<(AnswerKind Kind, string Text)> Said(Task<StepAnswer> answer) => ((await answer).Kind, (await answer).Text);

    private static StepConfig Step(string id = "a") => new() { Id = id, Load = "host" };

    private static StepConfig Command(string name) => new() { Id = "c", Load = "host", Command = new() { Name = name } };
}
