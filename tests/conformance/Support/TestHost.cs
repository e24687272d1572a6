using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace NasOrleans.Tests.Conformance;

/// <summary>A host of the test grains. As a class fixture it serves the tests that need nothing special.</summary>
public sealed class TestHost : IAsyncLifetime, IAsyncDisposable
{
    private GrainHost? _host;

    public GrainHost Host => _host!;

    public IGrainFactory Grains => Host.Grains;

    public Probes Probes { get; } = new();

    public MemoryStorage Storage { get; } = new();

    public static async Task<TestHost> StartAsync(Func<GrainHostOptions, GrainHostOptions> configure)
    {
        var host = new TestHost();
        await host.StartHostAsync(configure);
        return host;
    }

    public static Task<TestHost> StartAsync(TimeProvider time) => StartAsync(options => options with { Time = time });

    public Task InitializeAsync() => StartHostAsync(options => options);

    public async ValueTask DisposeAsync()
    {
        Probes.Release();
        await Host.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private async Task StartHostAsync(Func<GrainHostOptions, GrainHostOptions> configure) => _host = await GrainHost.StartAsync(configure(new()
    {
        GrainAssemblies = [typeof(TestHost).Assembly],
        Storage = Storage,
        Services = services => services.AddSingleton(Probes),
    }));
}
