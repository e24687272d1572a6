using NasOrleans.History;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Tests.History.GrainStorage;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public void Open_Missing_MakesItForTheOwnerAlone()
    {
        using var folder = DataFolder.Open(_temp.File("a/b"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Root));
    }

    [Fact]
    public void Open_InUse_NamesTheProcess()
    {
        using var first = DataFolder.Open(_temp.File("data"));

        var fault = Assert.Throws<StorageException>(() => DataFolder.Open(_temp.File("data")));

        Assert.Equal(StorageFault.InUse, fault.Fault);
        Assert.Contains($"in use by process {Environment.ProcessId}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AfterTheOwnerWentAway_Succeeds()
    {
        DataFolder.Open(_temp.File("data")).Dispose();

        using var second = DataFolder.Open(_temp.File("data"));

        Assert.Equal(_temp.File("data"), second.Root);
    }

    [Fact]
    public void Open_BelowAFile_SaysThatItCannotBeWritten()
    {
        File.WriteAllText(_temp.File("file"), "");

        var fault = Assert.Throws<StorageException>(() => DataFolder.Open(_temp.File("file/data")));

        Assert.Equal(StorageFault.Unwritable, fault.Fault);
        Assert.Contains(_temp.File("file/data"), fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    public void Dispose() => _temp.Dispose();
}
