using NasOrleans.Drives;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Grains.Drives;

public sealed class DriveGrainTests : IAsyncLifetime
{
    private const string Subject = "drive:wwn:5000c500d1e2f3a4";
    private static readonly SystemId A = new("nas-a");
    private static readonly SystemId B = new("nas-b");

    private Fleetlet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await Fleetlet.StartAsync();

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private IDriveGrain Drive => _fleet.Grains.Drive(TenantId.Main, DriveId.Of("0x5000C500D1E2F3A4", null)!.Value);

    [Fact]
    public async Task Drive_NobodyEverSaw_IsNone()
    {
        Assert.Null(await Drive.GetSnapshot());
        Assert.Null((await Drive.Note(new() { Location = "Rack 2" })).Drive);
        Assert.Null(await Drive.Leave(A, _fleet.Now));
        Assert.Equal(0, _fleet.Storage.Writes);
    }

    [Fact]
    public async Task Drive_MovedToAnotherSystem_KeepsItsNotesOverARestart()
    {
        await Drive.Observe(A, Disk(), _fleet.Now);
        await Drive.Note(new() { Location = "Rack 2", Notes = "bought used" });
        _fleet.Advance(TimeSpan.FromMinutes(1));
        await Drive.Leave(A, _fleet.Now);
        await Drive.Observe(B, Disk(), _fleet.Now);

        await _fleet.RestartAsync();

        var drive = (await Drive.GetSnapshot())!;
        Assert.Equal((B, "Rack 2", "bought used", true), (drive.Place!.System, drive.Location, drive.Notes, drive.Present));
        Assert.Equal([A], drive.FormerPlaces.Select(place => place.System));
        Assert.Equal(["drive.gone", "drive.moved"], _fleet.Events.Posted.Select(happened => happened.Kind));
    }

    [Fact]
    public async Task Observe_AgainAndAgain_WritesOncePerHour()
    {
        await Drive.Observe(A, Disk(), _fleet.Now);
        var writes = _fleet.Storage.Writes;

        for (var minute = 1; minute <= 60; minute++)
        {
            _fleet.Advance(TimeSpan.FromMinutes(1));
            await Drive.Observe(A, Disk() with { Celsius = 30 + (minute % 5) }, _fleet.Now);
        }

        Assert.Equal(writes + 1, _fleet.Storage.Writes);
    }

    [Fact]
    public async Task Observe_KeepsTheTemperatureEveryFifteenMinutes_AndATroubleAtOnce()
    {
        for (var minute = 0; minute < 30; minute++)
        {
            await Drive.Observe(A, Disk(pending: minute < 20 ? 0 : 8) with { Celsius = 30 + minute }, _fleet.Now);
            _fleet.Advance(TimeSpan.FromMinutes(1));
        }

        var points = _fleet.Metrics.Of(Subject).ToArray();
        Assert.Equal([30.0, 45], points.Where(point => point.Series == DriveSeries.Temperature).Select(point => point.Value));
        Assert.Equal([0.0, 8], points.Where(point => point.Series == "drive.attribute.197").Select(point => point.Value).Distinct());
    }

    [Fact]
    public async Task Observe_WhenTheWriteFails_IsShownAllTheSameAndWrittenLater()
    {
        _fleet.Storage.FailWritesOf("drive");
        Assert.Equal("ZL0", (await Drive.Observe(A, Disk(), _fleet.Now)).Serial);
        _fleet.Storage.FailWritesOf(null);
        await Drive.Observe(A, Disk(), _fleet.Now);

        await _fleet.DeactivateAsync(Drive);

        Assert.NotNull(await Drive.GetSnapshot());
    }

    [Fact]
    public async Task Note_WhenTheWriteFails_IsNotShown()
    {
        await Drive.Observe(A, Disk(), _fleet.Now);
        _fleet.Storage.FailWritesOf("drive");

        await Assert.ThrowsAnyAsync<Exception>(() => Drive.Note(new() { Location = "Rack 2" }));

        Assert.Equal("", (await Drive.GetSnapshot())!.Location);
    }

    private Disk Disk(long pending = 0) => new()
    {
        Name = "sda",
        Serial = "ZL0",
        Wwn = "5000c500d1e2f3a4",
        Bay = "0/1",
        Smart = new()
        {
            Health = SmartHealth.Passed,
            ReadAt = _fleet.Now,
            Attributes = [new() { Number = 197, Name = "Current_Pending_Sector", Raw = pending, Value = pending }],
        },
    };
}
