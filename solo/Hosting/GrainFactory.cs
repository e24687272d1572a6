using NasOrleans.Solo.Calls;
using NasOrleans.Solo.Observers;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Solo.Hosting;

internal sealed class GrainFactory(SoloRuntime runtime) : IClusterClient
{
    public IServiceProvider ServiceProvider => runtime.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return GrainReference.To<TGrainInterface>(runtime, runtime.Classes.For(typeof(TGrainInterface), grainClassNamePrefix), primaryKey);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable
    {
        var grainClass = runtime.Classes.For(grainId.Type);
        if (!grainClass.Type.IsAssignableTo(typeof(TGrainInterface)))
            throw new ArgumentException($"{grainId} is a {grainClass.Type.Name}, which is no {typeof(TGrainInterface).Name}.", nameof(grainId));
        return GrainReference.To<TGrainInterface>(runtime, grainClass, grainId.Key.ToString());
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => ObserverReference.To<TGrainObserverInterface>(runtime, obj);

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => ObserverReference.Delete(obj);
}
