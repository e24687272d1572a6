using NasOrleans.Solo.Activations;
using NasOrleans.Solo.Hosting;
using Orleans.Runtime;

namespace NasOrleans.Solo.Calls;

internal class GrainReference : Reference
{
    private GrainClass _class = null!;
    private string _key = null!;

    internal static TInterface To<TInterface>(SoloRuntime runtime, GrainClass grainClass, string key)
    {
        var reference = Bind<TInterface, GrainReference>(runtime, GrainId.Create(grainClass.GrainType, key));
        reference._class = grainClass;
        reference._key = key;
        return (TInterface)(object)reference;
    }

    internal sealed override void Post(Call call) => Runtime.Post(_class, _key, call);

    internal sealed override TInterface As<TInterface>() => To<TInterface>(Runtime, _class, _key);
}
