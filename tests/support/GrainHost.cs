using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace NasOrleans.Tests;

/// <summary>A host of grains for a test, the same on both runtimes. What differs between them lies in the other half.</summary>
public sealed partial class GrainHost : IAsyncDisposable
{
    /// <summary>The name of the storage that a test's grains use.</summary>
    public const string StorageName = "state";

    public static Task<GrainHost> StartAsync(params Assembly[] grainAssemblies) => StartAsync(new GrainHostOptions { GrainAssemblies = grainAssemblies });

    public static Task<GrainHost> StartAsync(GrainHostOptions options) => StartOnRuntimeAsync(options);
}

public sealed record GrainHostOptions
{
    public required Assembly[] GrainAssemblies { get; init; }

    /// <summary>A <see cref="ManualTimeProvider"/> for virtual time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IGrainStorage Storage { get; init; } = new MemoryStorage();

    /// <summary>Whatever else the grains take in their constructors.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan CollectionQuantum { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxMailboxLength { get; init; } = 10_000;
}
