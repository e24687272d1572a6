namespace NasOrleans.Tests.History.Durability;

/// <summary>The writer program on a file system that is small or read-only, mounted where only it can see it.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [MountFact]
    public void Write_DiskFull_FailsClearlyThenGoesOnWhenThereIsSpace()
    {
        var (exitCode, said) = Run("mount -t tmpfs -o size=4m none $FOLDER && head -c 1500000 /dev/zero > $FOLDER/ballast", "fill");

        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(exitCode == 0, said);
        Assert.Matches(@"^full after \d{2,}$", lines[0]);
        Assert.Equal($"{_temp.File("state.db")} cannot grow: the disk is full. Free some space; nothing that was acknowledged is lost.", lines[1]);
        Assert.Equal(["writes again"], lines[2..]);
    }

    [MountFact]
    public void Start_DiskFull_SaysSo()
    {
        var (exitCode, said) = Run("mount -t tmpfs -o size=64k none $FOLDER && head -c 60000 /dev/zero > $FOLDER/ballast", "loop");

        Assert.Equal(3, exitCode);
        Assert.StartsWith("Full: ", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [MountFact]
    public void Start_ReadOnlyFolder_SaysSo()
    {
        var (exitCode, said) = Run("mount -t tmpfs -o ro none $FOLDER", "loop");

        Assert.Equal(3, exitCode);
        Assert.StartsWith($"Unwritable: The data folder {_temp.Root} cannot be written", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public async Task Start_FolderOfARunningProcess_NamesIt()
    {
        using var running = WriterProcess.Start(_temp.Root, "loop", "1");
        Assert.NotNull(await running.NextAsync());

        var command = WriterProcess.Command(_temp.Root, "loop", "1");
        var (exitCode, said) = SystemProgram.Run(command[0], command[1..]);

        running.Kill();
        Assert.Equal(3, exitCode);
        Assert.StartsWith($"InUse: The data folder {_temp.Root} is in use by process {running.Id}.", said, StringComparison.Ordinal);
    }

    public void Dispose() => _temp.Dispose();

    private (int ExitCode, string Said) Run(string mount, string verb)
    {
        string[] writer = WriterProcess.Command(_temp.Root, verb, "1");
        return SystemProgram.Run("unshare", ["-m", "sh", "-c", $"FOLDER={_temp.Root}; {mount} && exec \"$@\"", "sh", .. writer]);
    }
}
