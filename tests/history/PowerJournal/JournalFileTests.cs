using NasOrleans.Power.Journal;

namespace NasOrleans.Tests.History.PowerJournal;

public sealed class JournalFileTests : IDisposable
{
    private static readonly JournalRecord[] Records = [new("main/ups:a", 1, "{\"n\":1}"), new("main/group:b", 2, "{\"n\":2}"), new("main/ups:c", 3, null)];

    private readonly TempFolder _temp = new();

    private string Journal => _temp.File("power/journal");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Write_OpenedAgain_HoldsTheNewestOfEach()
    {
        await Write([.. Records, new("main/ups:a", 4, "{\"n\":4}")]);
        await Write(new JournalRecord("main/ups:a", 3, "{\"n\":3}"));

        Assert.Equal([Records[1], new("main/ups:a", 4, "{\"n\":4}"), Records[2]], await ReadAll());
        Assert.Equal(["main/group:b", "main/ups:a"], JournalFile.KeysIn(_temp.File("power")).ToArray());
    }

    [Fact]
    public async Task Write_NewFile_IsForItsOwnerAlone()
    {
        await Write(Records);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Journal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_temp.File("power")));
    }

    [Fact]
    public async Task Open_AnyByteCorrupt_LosesAtMostOneAndGoesOnWriting()
    {
        await Write(Records);
        var whole = await File.ReadAllBytesAsync(Journal);
        for (var at = 0; at < whole.Length; at++)
        {
            var corrupt = (byte[])whole.Clone();
            corrupt[at] ^= (byte)(1 << (at % 8));
            await File.WriteAllBytesAsync(Journal, corrupt);
            await Write(new JournalRecord("main/ups:new", 1, "{}"));

            var records = await ReadAll();
            Assert.Contains(new JournalRecord("main/ups:new", 1, "{}"), records);
            Assert.True(records.Count(Records.Contains) >= Records.Length - 1 && records.Length <= Records.Length + 1, $"byte {at}");
        }
    }

    [Fact]
    public async Task Open_CutAnywhere_KeepsWhatIsWholeAndGoesOnWriting()
    {
        await Write(Records);
        var whole = await File.ReadAllBytesAsync(Journal);
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Journal, whole[..length]);
            await Write(new JournalRecord("main/ups:new", 1, "{}"));

            var kept = JournalLine.DecodeAll(whole.AsSpan(0, length)).Records;
            Assert.Equal([.. kept, new("main/ups:new", 1, "{}")], JournalLine.DecodeAll(await File.ReadAllBytesAsync(Journal)).Records);
        }
    }

    [Fact]
    public async Task Write_TheSameKeyTenThousandTimes_StaysSmall()
    {
        using (var file = new JournalFile(_temp.File("power")))
        {
            var padding = new string('x', 4000);
            for (var version = 1; version <= 10_000; version += 100)
                await file.WriteAsync([.. Enumerable.Range(0, 100).Select(key => new JournalRecord($"main/ups:{key % 10}", version + key, $"\"{padding}\""))], default);
        }

        Assert.InRange(new FileInfo(Journal).Length, 1, 2 << 20);
        Assert.False(File.Exists(Journal + ".new"));
        Assert.Equal(Enumerable.Range(9991, 10).Select(version => (long)version), (await ReadAll()).Select(record => record.Version).Order());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Journal));
    }

    private async Task Write(params JournalRecord[] records)
    {
        using var file = new JournalFile(_temp.File("power"));
        await file.WriteAsync(records, default);
    }

    private async Task<JournalRecord[]> ReadAll()
    {
        using var file = new JournalFile(_temp.File("power"));
        return [.. (await file.ListAsync("", default)).OrderBy(record => record.Key, StringComparer.Ordinal)];
    }
}
