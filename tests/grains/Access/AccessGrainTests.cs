using NasOrleans.Access;

namespace NasOrleans.Tests.Grains.Access;

public sealed class AccessGrainTests : IAsyncLifetime
{
    private static readonly UserRecord Ada = new() { Name = "ada", Role = Role.Admin, PasswordHash = "1" };

    private Fleetlet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await Fleetlet.StartAsync();

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private IAccessGrain Grain => _fleet.Grains.Access(TenantId.Main);

    [Fact]
    public async Task Changes_SurviveDeactivation()
    {
        await Grain.EnsureAdmin(Ada);
        await Grain.ChangePassword("ada", "2");
        await Grain.AddKey(new() { Id = "k1", Name = "n8n", SecretHash = "3" });

        await _fleet.DeactivateAsync(Grain);
        var snapshot = await Grain.GetSnapshot();

        Assert.Equal(Ada with { PasswordHash = "2", Stamp = 1 }, Assert.Single(snapshot.Users));
        Assert.Equal("k1", Assert.Single(snapshot.Keys).Id);
        Assert.Equal(3, snapshot.Version);
    }

    [Fact]
    public async Task Change_ThatCannotBeWritten_NeverCounts()
    {
        await Grain.EnsureAdmin(Ada);
        _fleet.Storage.FailWritesOf("access");

        await Assert.ThrowsAnyAsync<Exception>(() => Grain.AddKey(new() { Id = "k1", Name = "n8n", SecretHash = "3" }));
        await Assert.ThrowsAnyAsync<Exception>(() => Grain.ChangePassword("ada", "2"));

        var snapshot = await Grain.GetSnapshot();
        Assert.Empty(snapshot.Keys);
        Assert.Equal(Ada, Assert.Single(snapshot.Users));
    }

    [Fact]
    public async Task RefusedChange_IsNotWritten()
    {
        await Grain.EnsureAdmin(Ada);
        var writes = _fleet.Storage.Writes;

        Assert.False(await Grain.OpenSetup("token"));
        Assert.False(await Grain.CompleteSetup("token", Ada));
        Assert.Null(await Grain.RemoveKey("none"));
        Assert.Null(await Grain.ChangePassword("eve", "2"));
        Assert.Equal(writes, _fleet.Storage.Writes);
    }
}
