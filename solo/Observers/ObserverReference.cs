using System.Runtime.CompilerServices;
using NasOrleans.Solo.Calls;
using NasOrleans.Solo.Hosting;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Solo.Observers;

/// <summary>A reference to an object outside the grains. As in Orleans it does not keep the object alive.</summary>
internal class ObserverReference : Reference
{
    private static readonly ConditionalWeakTable<IGrainObserver, ObserverTarget> Targets = [];

    private ObserverTarget _target = null!;

    internal static TInterface To<TInterface>(SoloRuntime runtime, IGrainObserver observer)
    {
        if (observer is Reference or IGrainBase) throw new ArgumentException("It is a grain, or a reference already.", nameof(observer));
        return To<TInterface>(runtime, Targets.GetValue(observer, each => new ObserverTarget(each)));
    }

    internal static void Delete(IGrainObserver observer)
    {
        if (Targets.TryGetValue(observer, out var target)) target.Close();
        Targets.Remove(observer);
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
