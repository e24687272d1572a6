using NasOrleans.Protocols.HostActions.Children;

namespace NasOrleans.Tests.Power.HostActions.Children;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskedToEnd = Ample - TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Killed = TimeSpan.FromSeconds(0.75);
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(0.375);
    private static readonly TimeSpan Drained = TimeSpan.FromSeconds(0.25);

    [Fact]
    public async Task Run_ProgramThatEnds_TellsItsCodeAndBothStreams()
    {
        var end = await Shell("echo out; echo err >&2; exit 7");

        Assert.Equal((ChildFate.Exited, 7, "out\n", "err\n", false), (end.Fate, end.ExitCode, end.Output, end.Errors, end.Cut));
    }

    [Fact]
    public async Task Run_Arguments_ArriveAsTheyAre()
    {
        var end = await Run(new("printf", ["%s|%s|%s", "$HOME; `id`", "two  words'\"", ""]));

        Assert.Equal("$HOME; `id`|two  words'\"|", end.Output);
    }

    [Fact]
    public async Task Run_ProgramThatReads_FindsNothingToRead() => Assert.Equal(new ChildEnd(ChildFate.Exited), await Run(new("cat", [])));

    [Fact]
    public async Task Run_Environment_HoldsThePathAndWhatIsKept()
    {
        var end = await Run(new ChildCommand("env", []) { Keeps = ["HOME"] });

        Assert.Subset(new HashSet<string> { "PATH", "LC_ALL", "HOME" }, end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).ToHashSet());
        Assert.Contains(ProgramPath.OfTheSystem, end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program-anywhere")]
    [InlineData("/no/such/file")]
    [InlineData("/etc/passwd")]
    public async Task Run_WhatIsNoProgram_IsMissing(string program) => Assert.Equal(ChildFate.Missing, (await Run(new(program, []))).Fate);

    [Fact]
    public async Task Run_FolderThatIsNotThere_IsMissing() => Assert.Equal(ChildFate.Missing, (await Run(new ChildCommand("true", []) { Folder = "/no/such/folder" })).Fate);

    [Fact]
    public async Task Run_ProgramEndedByASignal_HasItsCode() => Assert.Equal(128 + 9, (await Shell("kill -9 $$")).ExitCode);

    [Fact]
    public async Task Run_ProgramThatObeysTheFirstSignal_MayStillSaySomething()
    {
        var end = await Late("trap 'echo bye; exit 3' TERM; echo hello; {ready}; while :; do sleep 0.05; done", AskedToEnd);

        Assert.Equal((ChildFate.Late, 3, "hello\nbye\n"), (end.Fate, end.ExitCode, end.Output));
    }

    [Fact]
    public async Task Run_ProgramThatIgnoresTheFirstSignal_IsKilledWithAllItStarted()
    {
        var end = await Late("trap '' TERM; sleep 1000 & echo $$ $!; {ready}; while :; do sleep 1000; done", AskedToEnd, Killed);

        Assert.Equal((ChildFate.Late, 128 + 9), (end.Fate, end.ExitCode));
        await AllGone(end.Output);
    }

    [Fact]
    public async Task Run_LeaderThatObeysWhileItsChildDoesNot_LeavesNobodyBehind()
    {
        var end = await Late("sh -c \"trap '' TERM; echo \\$\\$; {ready}; while :; do sleep 1000; done\" & wait", AskedToEnd);

        Assert.Equal(ChildFate.Late, end.Fate);
        await AllGone(end.Output);
    }

    [Fact]
    public async Task Run_GrandchildThatHoldsThePipe_HoldsNobodyUp()
    {
        var end = await Shell("sleep 1000 & echo $!");

        Assert.Equal((ChildFate.Exited, 0), (end.Fate, end.ExitCode));
        Assert.True(IsAlive(end.Output.Trim()), "What a program leaves running when it ended in time is its own affair.");
        SystemProgram.Run("kill", end.Output.Trim());
    }

    [FreezerFact]
    public async Task Run_ProgramThatNothingCanEnd_IsLeftBehindInTime()
    {
        await using var freezer = new Freezer();

        var end = await Late($"echo $$; {{ready}}; echo $$ > {freezer.Tasks}; sleep 1000", () => File.ReadAllText(freezer.Tasks).Length > 0, AskedToEnd, Killed, GivenUp, Drained);

        Assert.Equal((ChildFate.Stuck, true), (end.Fate, IsAlive(end.Output.Trim())));
        freezer.Thaw();
        await AllGone(end.Output);
    }

    [Fact]
    public async Task Run_FloodThatIsDropped_KeepsTheBeginningAndTheDeadline()
    {
        var end = await Late("yes | head -c 300000; {ready}; exec yes", AskedToEnd);

        Assert.Equal((ChildFate.Late, ChildLimits.Usual, true), (end.Fate, end.Output.Length, end.Cut));
        Assert.StartsWith("y\ny\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FloodThatEnds_IsReadToItsEnd()
    {
        var end = await Shell("head -c 300000 /dev/zero | tr '\\0' x; echo done >&2");

        Assert.Equal((ChildFate.Exited, ChildLimits.Usual, true, "done\n"), (end.Fate, end.Output.Length, end.Cut, end.Errors));
    }

    [Fact]
    public async Task Run_FloodThatEndsTheProgram_EndsItAtOnce()
    {
        var end = await Run(new("yes", []), new(Ample, Output: 1000, FloodEnds: true));

        Assert.Equal((ChildFate.Flooded, 1000), (end.Fate, end.Output.Length));
    }

    [Fact]
    public async Task Run_CallerThatGivesUp_EndsTheProgram()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        var running = ChildProcess.RunAsync(new("sh", ["-c", $"echo $$ > {folder.File("a")}; mv {folder.File("a")} {folder.File("b")}; sleep 1000"]), new(Ample), TimeProvider.System, stop.Token);
        await Eventually.IsTrue(() => File.Exists(folder.File("b")), "it runs");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await AllGone(File.ReadAllText(folder.File("b")));
    }

    [Fact]
    public async Task Run_ManyAtOnceThatHang_AreAllEnded()
    {
        var ends = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Late("{ready}; exec sleep 1000", AskedToEnd)));

        Assert.All(ends, end => Assert.Equal(ChildFate.Late, end.Fate));
    }

    private static Task<ChildEnd> Late(string script, params TimeSpan[] passed) => Late(script, () => true, passed);

    // On a clock of its own: however slow the machine is, the program has the time that it needs to get where it is to be ended, and to end.
    private static async Task<ChildEnd> Late(string script, Func<bool> isThere, params TimeSpan[] passed)
    {
        using var folder = new TempFolder();
        var time = new ManualTimeProvider();
        var running = ChildProcess.RunAsync(new("sh", ["-c", script.Replace("{ready}", $": > {folder.File("ready")}", StringComparison.Ordinal)]), new(Ample), time, default);
        await Eventually.IsTrue(() => File.Exists(folder.File("ready")) && isThere(), "it runs");
        foreach (var step in passed)
        {
            await Eventually.IsTrue(() => time.Armed == 1, "it waits for its time");
            time.Advance(step);
        }

        return await running;
    }

    private static Task<ChildEnd> Shell(string script, ChildLimits? limits = null) => Run(new("sh", ["-c", script]), limits);

    private static Task<ChildEnd> Run(ChildCommand command, ChildLimits? limits = null) => ChildProcess.RunAsync(command, limits ?? new(Ample), TimeProvider.System, default);

    private static Task AllGone(string processes) => Eventually.IsTrue(
        () => !processes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(IsAlive), $"these have ended: {processes}");

    // A zombie has ended; only nobody has asked about it yet.
    private static bool IsAlive(string process) => File.Exists($"/proc/{process}/stat") && !SystemProgram.Run("sh", "-c", $"cat /proc/{process}/stat").Output.Contains(") Z ", StringComparison.Ordinal);
}
