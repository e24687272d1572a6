using NasOrleans.Solo.Activations;
using Orleans.Runtime;

namespace Orleans;

public interface IGrainBase
{
    IGrainContext GrainContext { get; }

    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}

public abstract class Grain : IGrainBase, IAddressable
{
    protected Grain() => GrainContext = Activation.UnderConstruction
        ?? throw new InvalidOperationException($"{GetType().Name} can only be created by the actor runtime.");

    public IGrainContext GrainContext { get; }

    protected IGrainFactory GrainFactory => Activation.Of(this).Runtime.Factory;

    protected void DeactivateOnIdle() => GrainContext.Deactivate(
        new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.Of(this).DelayDeactivation(timeSpan);

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
