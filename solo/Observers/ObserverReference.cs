using NasOrleans.Solo.Activations;
using NasOrleans.Solo.Calls;
using NasOrleans.Solo.Hosting;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Solo.Observers;

/// <summary>A reference to an object outside the grains. As in Orleans it does not keep the object alive.</summary>
internal class ObserverReference : Reference
{
    private ObserverTarget _target = null!;

    internal static TInterface To<TInterface>(SoloRuntime runtime, IGrainObserver observer)
    {
        if (TaskScheduler.Current is Activation) throw new InvalidOperationException("A grain cannot make an object reference; it is one for others already.");
        if (observer is Reference or IGrainBase) throw new ArgumentException("It is a grain, or a reference already.", nameof(observer));
        return To<TInterface>(runtime, new ObserverTarget(observer));
    }

    internal static void Delete(IGrainObserver observer)
    {
        if (observer is not ObserverReference reference) throw new ArgumentException("It is no reference to an observer.", nameof(observer));
        reference._target.Close();
    }

    internal sealed override void Post(Call call) => _target.Post(call);

    internal sealed override TInterface As<TInterface>() => To<TInterface>(Runtime, _target);

    private static TInterface To<TInterface>(SoloRuntime runtime, ObserverTarget target)
    {
        var reference = Bind<TInterface, ObserverReference>(runtime, target.Id);
        reference._target = target;
        return (TInterface)(object)reference;
    }
}
