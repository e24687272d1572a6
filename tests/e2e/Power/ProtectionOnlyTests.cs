using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace NasOrleans.Tests.E2e.Power;

/// <summary>Storage that cannot be used keeps nobody from watching the power, once there is power to watch.</summary>
public sealed class ProtectionOnlyTests
{
    [Theory]
    [InlineData("state.db", "corrupt")]
    [InlineData("state.db", "newer")]
    [InlineData("history.db", "newer")]
    public async Task Start_StorageBroken_WatchesThePowerAndNothingElse(string name, string how)
    {
        await using var nas = await NasProcess.StartAsync();
        await nas.StopAsync();
        await ConfigurePowerAsync(nas);
        var broken = await BreakAsync(Path.Combine(nas.Data, name), how);

        await nas.LaunchAsync();

        using var ready = await nas.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("protection only: storage is " + how, (await ready.Content.ReadFromJsonAsync<JsonObject>())!["reason"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, await nas.StatusAsync("/health/live"));
        using var refused = await nas.Http.GetAsync("/api/v1/systems");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var problem = (await refused.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal("urn:nasorleans:problem:protection-only", problem["type"]!.GetValue<string>());
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, await nas.StatusAsync("/api/v1/power"));
        await Eventually.IsTrue(() => nas.Console.Contains("PROTECTION ONLY: 2 power sources and groups", StringComparison.Ordinal));
        Assert.Contains(name, nas.Console);
        Assert.Equal(broken, await File.ReadAllBytesAsync(Path.Combine(nas.Data, name)));
        Assert.Equal(0, await nas.StopAsync());
    }

    [Fact]
    public async Task Start_StateGone_WatchesThePower()
    {
        await using var nas = await NasProcess.StartAsync();
        await nas.StopAsync();
        await ConfigurePowerAsync(nas);
        foreach (var file in Directory.EnumerateFiles(nas.Data, "state.db*")) File.Delete(file);

        await nas.LaunchAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await nas.StatusAsync("/health/ready"));
        Assert.False(File.Exists(Path.Combine(nas.Data, "state.db")));
    }

    [Fact]
    public async Task Start_StorageMended_IsWholeAgain()
    {
        await using var nas = await NasProcess.StartAsync();
        await nas.StopAsync();
        await ConfigurePowerAsync(nas);
        var file = Path.Combine(nas.Data, "state.db");
        var sound = await File.ReadAllBytesAsync(file);
        await BreakAsync(file, "newer");
        await nas.LaunchAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await nas.StatusAsync("/health/ready"));
        await nas.StopAsync();

        await File.WriteAllBytesAsync(file, sound);
        await nas.StartAgainAsync();
        Assert.Equal(HttpStatusCode.OK, await nas.StatusAsync("/health/ready"));
    }

    // https://www.sqlite.org/fileformat2.html: the user version stands at offset 60, the first page begins with what is in it at offset 100.
    private static async Task<byte[]> BreakAsync(string file, string how)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        if (how == "newer") BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(60), 9999);
        else bytes.AsSpan(100).Fill(0xff);
        await File.WriteAllBytesAsync(file, bytes);
        return bytes;
    }

    // The journal's lines as they lie on disk, written by hand.
    private static async Task ConfigurePowerAsync(NasProcess nas)
    {
        var lines = new StringBuilder();
        foreach (var key in (string[])["main/ups:rack", "main/group:cellar"])
        {
            var json = $"{{\"key\":\"{key}\",\"version\":1,\"record\":{{}}}}";
            var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
            lines.Append(CultureInfo.InvariantCulture, $"{json.Length:x8} {sum} {json}\n");
        }

        Directory.CreateDirectory(Path.Combine(nas.Data, "power"));
        await File.WriteAllTextAsync(Path.Combine(nas.Data, "power", "journal"), lines.ToString());
    }
}
