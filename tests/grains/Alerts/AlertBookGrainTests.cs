using NasOrleans.Alerts;

namespace NasOrleans.Tests.Grains.Alerts;

public sealed class AlertBookGrainTests : IAsyncLifetime
{
    private static readonly AlertReport Hot = new() { Key = "disk.hot", Severity = AlertSeverity.Warning, Message = "52 degrees" };
    private Fleetlet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await Fleetlet.StartAsync();

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private IAlertBookGrain Book => _fleet.Grains.SystemAlerts(TenantId.Main, new("nas-1"));

    [Fact]
    public async Task Book_SurvivesDeactivation()
    {
        await Book.Raise(Hot);
        await Book.Acknowledge(Hot.Key, "ada");
        await _fleet.DeactivateAsync(Book);

        Assert.Equal("ada", Assert.Single(await Book.List()).AcknowledgedBy);
    }

    [Fact]
    public async Task Raise_WhenTheWriteFails_IsNotShownAsRaised()
    {
        _fleet.Storage.FailWritesOf("alerts");

        await Assert.ThrowsAnyAsync<Exception>(() => Book.Raise(Hot));

        Assert.Empty(await Book.List());
    }

    [Fact]
    public async Task Raise_SameConditionAgain_WritesOnce()
    {
        await Book.Raise(Hot);
        var writes = _fleet.Storage.Writes;

        await Book.Raise(Hot);

        Assert.Equal(writes, _fleet.Storage.Writes);
    }
}
