using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Power.Runs.Targets.Nas;

/// <summary>Asks the grains of the systems that steps shut down for how they are reached, while they can be asked.</summary>
internal sealed partial class LifelineKeeper(IGrainFactory grains, Lifelines lifelines, TimeProvider time, ILogger<LifelineKeeper> log)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(TenantId Tenant, SystemId System), bool> _unkept = new();

    public Task KeepAsync(TenantId tenant, IEnumerable<StepConfig> steps, CancellationToken cancellationToken) => Task.WhenAll(
        steps.Select(step => step.TrueNas?.System).OfType<SystemId>().Distinct().Select(system => KeepAsync(tenant, system, cancellationToken)));

    private async Task KeepAsync(TenantId tenant, SystemId system, CancellationToken cancellationToken)
    {
        try
        {
            var lifeline = await grains.System(tenant, system).GetLifeline().WaitAsync(Limit, time, cancellationToken);
            if (!await lifelines.KeepAsync(tenant, system, lifeline, cancellationToken)) throw new IOException("The power journal does not take it.");
            if (_unkept.TryRemove((tenant, system), out _)) LogKept(system.Value);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // What was kept before stays; that is what it is for.
            if (_unkept.TryAdd((tenant, system), true)) LogUnkept(fault, system.Value);
        }
    }

    [LoggerMessage(LogEvents.LifelineUnkept, LogLevel.Warning, "How system {System} is reached could not be kept for the loss of storage; what was kept before stays")]
    private partial void LogUnkept(Exception exception, string system);

    [LoggerMessage(LogEvents.LifelineKept, LogLevel.Information, "How system {System} is reached is kept again for the loss of storage")]
    private partial void LogKept(string system);
}
