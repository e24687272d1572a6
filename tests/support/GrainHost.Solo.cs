using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasOrleans.Solo.Activations;
using NasOrleans.Solo.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace NasOrleans.Tests;

public sealed partial class GrainHost
{
    private readonly IHost _host;

    private GrainHost(IHost host) => _host = host;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    /// <summary>Deactivates the grain, if it is in memory, and waits for the end of that.</summary>
    public async Task DeactivateAsync(IAddressable grain)
    {
        var id = grain.GetGrainId();
        var ending = new List<Activation>();
        Services.GetRequiredService<SoloRuntime>().Classes.For(id.Type).Find(id.Key.ToString())?.ForEach(ending.Add);
        foreach (var activation in ending) activation.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "A test asked for it."));
        await Task.WhenAll(ending.Select(activation => activation.Deactivated));
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static async Task<GrainHost> StartOnRuntimeAsync(GrainHostOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddKeyedSingleton(StorageName, options.Storage);
        builder.Services.AddSolo(
            solo =>
            {
                solo.ResponseTimeout = options.ResponseTimeout;
                solo.CollectionAge = options.CollectionAge;
                solo.CollectionQuantum = options.CollectionQuantum;
                solo.MaxMailboxLength = options.MaxMailboxLength;
            },
            options.GrainAssemblies);
        options.Services(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new GrainHost(host);
    }
}
