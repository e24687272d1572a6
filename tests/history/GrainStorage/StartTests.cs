using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasOrleans.History;
using NasOrleans.Silo.Storage;
using Orleans.Storage;

namespace NasOrleans.Tests.History.GrainStorage;

public sealed class StartTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Other _other = new();

    [Theory]
    [InlineData("state.db")]
    [InlineData("history.db")]
    public async Task Start_DamagedFile_StopsTheHostBeforeAnythingElseStarts(string file)
    {
        File.WriteAllText(_folder.File(file), "no database");
        using var host = BuildHost();

        var fault = await Assert.ThrowsAsync<StorageException>(() => host.StartAsync());

        Assert.Contains(_folder.File(file), fault.Message, StringComparison.Ordinal);
        Assert.False(_other.Started);
    }

    [Fact]
    public async Task Start_SoundFiles_GivesTheStorageByNameAndClosesItWithTheHost()
    {
        using (var host = BuildHost())
        {
            await host.StartAsync();
            Assert.IsType<SqliteGrainStorage>(host.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.State));
            Assert.True(_other.Started);
            await host.StopAsync();
        }

        // The last connection folds the log into the file on closing.
        Assert.False(File.Exists(_folder.File("state.db-wal")));
    }

    public void Dispose() => _folder.Dispose();

    private IHost BuildHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostedService>(_other);
        builder.Services.AddSqliteGrainStorage(StorageNames.State, options => options.Path = _folder.File("state.db"));
        builder.Services.AddSqliteHistory(options => options.Path = _folder.File("history.db"));
        return builder.Build();
    }

    private sealed class Other : IHostedService
    {
        public bool Started { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Started = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
