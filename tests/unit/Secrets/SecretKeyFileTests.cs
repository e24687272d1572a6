using NasOrleans.Secrets;

namespace NasOrleans.Tests.Unit.Secrets;

public sealed class SecretKeyFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public SecretKeyFileTests() => _path = _folder.File("secrets.key");

    [Fact]
    public void Create_MakesA32ByteKeyForTheOwnerAlone()
    {
        var key = SecretKeyFile.Create(_path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
        Assert.Equal(32, Convert.FromBase64String(File.ReadAllText(_path).Trim()).Length);
        Assert.Equal(key.Id, SecretKeyFile.Open(_path).Id);
    }

    [Fact]
    public void Create_OverAFile_Refuses()
    {
        var key = SecretKeyFile.Create(_path);

        Refused(() => SecretKeyFile.Create(_path), "cannot be created");
        Assert.Equal(key.Id, SecretKeyFile.Open(_path).Id);
    }

    [Fact]
    public void OpenOrCreate_FirstStart_CreatesOnceAndThenOpens()
    {
        var first = SecretKeyFile.OpenOrCreate(_path, encryptedDataExists: false);

        Assert.Equal(first.Id, SecretKeyFile.OpenOrCreate(_path, encryptedDataExists: false).Id);
        Assert.Equal(first.Id, SecretKeyFile.OpenOrCreate(_path, encryptedDataExists: true).Id);
    }

    [Fact]
    public void OpenOrCreate_MissingWithEncryptedData_RefusesAndMakesNone()
    {
        Refused(() => SecretKeyFile.OpenOrCreate(_path, encryptedDataExists: true), "is missing. Restore the key from its backup");

        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void OpenOrCreate_EmptyFile_IsAFirstStartCutShortOnlyWithoutData()
    {
        Write("", UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Refused(() => SecretKeyFile.OpenOrCreate(_path, encryptedDataExists: true), "is damaged or no key");
        Assert.Equal(SecretKeyFile.OpenOrCreate(_path, encryptedDataExists: false).Id, SecretKeyFile.Open(_path).Id);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void Open_ReadableByOthers_Refuses(UnixFileMode more)
    {
        SecretKeyFile.Create(_path);
        File.SetUnixFileMode(_path, File.GetUnixFileMode(_path) | more);

        Refused(() => SecretKeyFile.Open(_path), $"chmod 600 {_path}");
        Refused(() => SecretKeyFile.OpenOrCreate(_path, encryptedDataExists: false), "is open to others");
    }

    [Fact]
    public void Open_SymbolicLink_Refuses()
    {
        SecretKeyFile.Create(_folder.File("elsewhere"));
        File.CreateSymbolicLink(_path, _folder.File("elsewhere"));

        Refused(() => SecretKeyFile.Open(_path), "is a symbolic link");
        Refused(() => SecretKeyFile.OpenOrCreate(_path, encryptedDataExists: false), "is a symbolic link");
    }

    [Fact]
    public void OpenOrCreate_DanglingLink_RefusesAndMakesNone()
    {
        File.CreateSymbolicLink(_path, _folder.File("nowhere"));

        Refused(() => SecretKeyFile.OpenOrCreate(_path, encryptedDataExists: false), "is a symbolic link");
        Assert.False(File.Exists(_folder.File("nowhere")));
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public void Open_NoKeyInside_Refuses(string content)
    {
        Write(content, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Refused(() => SecretKeyFile.Open(_path), "is damaged or no key");
        Refused(() => SecretKey.FromValue(content), "is damaged or no key");
    }

    [Fact]
    public void Open_Missing_Refuses() => Refused(() => SecretKeyFile.Open(_folder.File("no/such")), "is missing");

    public void Dispose() => _folder.Dispose();

    private void Write(string content, UnixFileMode mode)
    {
        File.WriteAllText(_path, content);
        File.SetUnixFileMode(_path, mode);
    }

    private static void Refused(Action act, string words) =>
        Assert.Contains(words, Assert.Throws<SecretException>(act).Message, StringComparison.Ordinal);
}
