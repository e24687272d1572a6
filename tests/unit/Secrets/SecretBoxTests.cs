using NasOrleans.Secrets;

namespace NasOrleans.Tests.Unit.Secrets;

public sealed class SecretBoxTests : IDisposable
{
    private const string Identity = "main/system:a";

    private readonly TempFolder _folder = new();
    private readonly string _path;
    private readonly SecretBox _box;

    public SecretBoxTests()
    {
        _path = _folder.File("secrets.key");
        _box = new SecretBox(SecretKeyFile.Create(_path));
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("")]
    [InlineData("schlüssel 📀")]
    public void Decrypt_WhatWasEncrypted_GivesItBack(string secret)
    {
        var text = _box.Encrypt(new Secret(secret), Identity);

        Assert.Equal(secret, new SecretBox(SecretKeyFile.Open(_path)).Decrypt(text, Identity).Reveal());
    }

    [Fact]
    public void Encrypt_TheSameTwice_DiffersAndShowsNothing()
    {
        var first = _box.Encrypt(new Secret("hunter2"), Identity);
        var second = _box.Encrypt(new Secret("hunter2"), Identity);

        Assert.NotEqual(first, second);
        Assert.DoesNotContain("hunter2", first, StringComparison.Ordinal);
    }

    [Fact]
    public void Decrypt_ForAnotherRecord_Refuses()
    {
        var text = _box.Encrypt(new Secret("hunter2"), Identity);

        Refused(() => _box.Decrypt(text, "main/system:b"), "secret of main/system:b was changed or belongs to another record");
    }

    [Fact]
    public void Decrypt_AnyByteChanged_Refuses()
    {
        var parts = _box.Encrypt(new Secret("hunter2"), Identity).Split(':');
        var bytes = Convert.FromBase64String(parts[2]);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            var changed = $"{parts[0]}:{parts[1]}:{Convert.ToBase64String(bytes)}";
            Refused(() => _box.Decrypt(changed, Identity), "was changed");
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void Decrypt_WithAnotherKey_NamesBoth()
    {
        var text = _box.Encrypt(new Secret("hunter2"), Identity);
        var key = SecretKeyFile.Create(_folder.File("other.key"));

        Refused(() => new SecretBox(key).Decrypt(text, Identity), $"another key ({text.Split(':')[1]}; this one is {key.Id})");
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("v1:00000000:AAAA")]
    [InlineData("v1:00000000:no base64")]
    [InlineData("v2:00000000:AAAA")]
    public void Decrypt_NotOurForm_Refuses(string text) => Refused(() => _box.Decrypt(text, Identity), "not in a form that is known here");

    [Fact]
    public void Encrypt_KeyFileGone_RefusesWhileOldSecretsStillOpen()
    {
        var text = _box.Encrypt(new Secret("hunter2"), Identity);
        File.Delete(_path);

        Refused(() => _box.Encrypt(new Secret("new"), Identity), $"{_path} is missing");
        Assert.Equal("hunter2", _box.Decrypt(text, Identity).Reveal());
    }

    [Fact]
    public void Encrypt_KeyFileChanged_Refuses()
    {
        File.Delete(_path);
        SecretKeyFile.Create(_path);

        Refused(() => _box.Encrypt(new Secret("new"), Identity), "holds another key than at start");
    }

    [Fact]
    public void Encrypt_KeyFromTheEnvironment_NeedsNoFile()
    {
        var value = File.ReadAllText(_path);
        var text = new SecretBox(SecretKey.FromValue(value)).Encrypt(new Secret("hunter2"), Identity);
        File.Delete(_path);

        Assert.Equal("hunter2", new SecretBox(SecretKey.FromValue(value)).Decrypt(text, Identity).Reveal());
    }

    public void Dispose() => _folder.Dispose();

    private static void Refused(Action act, string words) =>
        Assert.Contains(words, Assert.Throws<SecretException>(act).Message, StringComparison.Ordinal);
}
