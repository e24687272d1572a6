using System.Security.Cryptography;
using NasOrleans.History;
using NasOrleans.History.Sqlite;

namespace NasOrleans.Tests.History.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private const string First = "CREATE TABLE IF NOT EXISTS thing (id INTEGER PRIMARY KEY, text TEXT);";

    private static readonly SqliteSchema Schema = new("test", 0x11223344, [First]);

    private readonly TempFolder _folder = new();
    private readonly string _path;

    public SqliteFileTests() => _path = _folder.File("test.db");

    [Fact]
    public async Task Open_Missing_MakesAFileForTheOwnerAlone()
    {
        using var file = SqliteFile.Open(_path, Schema);
        await file.WriteAsync(db => db.Execute("INSERT INTO thing (text) VALUES ('in the log')"));

        foreach (var name in new[] { _path, _path + "-wal" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(name));
    }

    [Fact]
    public void Open_Empty_IsTakenForAFirstStartThatWasCutShort()
    {
        File.WriteAllBytes(_path, []);

        using var file = SqliteFile.Open(_path, Schema);

        Assert.Equal(0, Count(file));
    }

    [Fact]
    public async Task Open_OlderSchema_TakesTheMissingStepsOnce()
    {
        await WriteAsync(1);
        var newer = Schema with { Steps = [First, "ALTER TABLE thing ADD COLUMN more TEXT;"] };

        for (var i = 0; i < 2; i++)
        {
            using var file = SqliteFile.Open(_path, newer);
            Assert.Equal(2, file.Read(db => db.First("PRAGMA user_version", row => row.GetInt32(0))));
            Assert.Equal(1, file.Read(db => db.First("SELECT count(*) FROM thing WHERE more IS NULL", row => row.GetInt32(0))));
        }
    }

    [Fact]
    public async Task Open_StepFails_ChangesNothing()
    {
        await WriteAsync(1);

        Assert.ThrowsAny<Exception>(() => SqliteFile.Open(_path, Schema with { Steps = [First, "CREATE TABLE half (id); SELECT nonsense;"] }));

        using var file = SqliteFile.Open(_path, Schema);
        Assert.Equal(0, file.Read(db => db.First("SELECT count(*) FROM sqlite_master WHERE name = 'half'", row => row.GetInt32(0))));
        Assert.Equal(1, Count(file));
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefusedUntouched()
    {
        await WriteAsync(1);
        using (var newer = SqliteFile.Open(_path, Schema with { Steps = [First, "SELECT 1;", "SELECT 1;"] })) { }

        Refused(StorageFault.Newer, "newer NasOrleans (schema 3, known here 1)");
    }

    [Fact]
    public async Task Open_NewerSchemaWithALogNotYetFolded_LeavesTheLogAsItIs()
    {
        using (var newer = SqliteFile.Open(_folder.File("other.db"), Schema with { Steps = [First, "SELECT 1;"] }))
        {
            await newer.WriteAsync(db => db.Execute("INSERT INTO thing (text) VALUES ('in the log')"));
            File.Copy(_folder.File("other.db"), _path);
            File.Copy(_folder.File("other.db-wal"), _path + "-wal");
        }

        Refused(StorageFault.Newer, "newer NasOrleans (schema 2, known here 1)");
    }

    [Theory]
    [InlineData("a text file, longer than the header of a database would be, so that only its content can tell what it is: none of ours")]
    [InlineData("short")]
    public void Open_TextFile_IsRefusedUntouched(string text)
    {
        File.WriteAllText(_path, text);

        Refused(StorageFault.Foreign, "is not a NasOrleans test file (no SQLite database)");
    }

    [Fact]
    public void Open_AnotherProgramsDatabase_IsRefusedUntouched()
    {
        using (SqliteFile.Open(_path, Schema with { ApplicationId = 0x55667788 })) { }

        Refused(StorageFault.Foreign, "application id 55667788 in place of 11223344");
    }

    [Fact]
    public async Task Open_Truncated_IsRefusedUntouched()
    {
        await WriteAsync(2000);
        using (var file = new FileStream(_path, FileMode.Open)) file.SetLength(file.Length / 2 / 4096 * 4096);

        Refused(StorageFault.Corrupt, "is damaged");
    }

    [Theory]
    [InlineData(16)]
    [InlineData(4096 * 3)]
    public async Task Open_RandomBytes_IsRefusedUntouched(int at)
    {
        await WriteAsync(2000);
        using (var file = new FileStream(_path, FileMode.Open))
        {
            file.Position = at;
            var noise = new byte[40];
            new Random(17).NextBytes(noise);
            file.Write(noise);
        }

        Refused(StorageFault.Corrupt, "is damaged");
    }

    [Fact]
    public async Task Open_EmptyBesideALog_IsRefusedUntouched()
    {
        await WriteAsync(1);
        File.WriteAllBytes(_path, []);
        File.WriteAllBytes(_path + "-wal", new byte[100]);

        Refused(StorageFault.Corrupt, "it is empty while its log");
    }

    [Fact]
    public void Open_MissingBesideALog_IsRefusedUntouched()
    {
        File.WriteAllBytes(_path + "-wal", new byte[100]);

        Refused(StorageFault.Corrupt, "it is missing while its log");
    }

    [Fact]
    public void Open_AFolder_SaysThatItCannotBeWritten()
    {
        Directory.CreateDirectory(_path);

        Refused(StorageFault.Unwritable, "cannot be written");
    }

    public void Dispose() => _folder.Dispose();

    private static int Count(SqliteFile file) => file.Read(db => db.First("SELECT count(*) FROM thing", row => row.GetInt32(0)));

    private async Task WriteAsync(int rows)
    {
        using var file = SqliteFile.Open(_path, Schema);
        await file.WriteAsync(db => Enumerable.Range(0, rows).Sum(i => db.Execute("INSERT INTO thing (text) VALUES (@text)", ("@text", $"row number {i}"))));
    }

    private void Refused(StorageFault fault, string words)
    {
        var before = Print();

        var refused = Assert.Throws<StorageException>(() => SqliteFile.Open(_path, Schema));

        Assert.Equal(fault, refused.Fault);
        Assert.Contains(_path, refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(before, Print());
    }

    // SQLite's index file (-shm) and an empty log may come and go.
    private string Print() => string.Join(' ', Directory.EnumerateFiles(_folder.Root)
        .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && new FileInfo(file).Length > 0)
        .Order(StringComparer.Ordinal)
        .Select(file => Path.GetFileName(file) + ":" + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));
}
