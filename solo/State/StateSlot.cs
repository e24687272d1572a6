using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Solo.State;

/// <summary>One [PersistentState] parameter of a grain class, with the storage it goes to.</summary>
internal abstract class StateSlot(string name, IGrainStorage storage)
{
    private const string DefaultStorage = "Default";

    internal string Name => name;

    internal IGrainStorage Storage => storage;

    internal abstract Type ParameterType { get; }

    internal abstract ILoaded Create(IGrainContext context);

    internal static StateSlot[] Of(Type grainClass, IServiceProvider services) =>
    [
        .. from constructor in grainClass.GetConstructors()
           from parameter in constructor.GetParameters()
           let attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()
           where attribute is not null
           select Of(grainClass, parameter, attribute, services),
    ];

    private static StateSlot Of(Type grainClass, ParameterInfo parameter, PersistentStateAttribute attribute, IServiceProvider services)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new InvalidOperationException($"{grainClass.Name}: '{parameter.Name}' carries [PersistentState] but is no IPersistentState<T>.");
        var provider = attribute.StorageName ?? DefaultStorage;
        var storage = services.GetKeyedService<IGrainStorage>(provider)
            ?? throw new InvalidOperationException($"{grainClass.Name}: no grain storage named '{provider}' is registered.");
        return (StateSlot)Activator.CreateInstance(typeof(StateSlot<>).MakeGenericType(type.GenericTypeArguments), attribute.StateName, storage)!;
    }
}

internal sealed class StateSlot<T>(string name, IGrainStorage storage) : StateSlot(name, storage)
{
    internal override Type ParameterType => typeof(IPersistentState<T>);

    internal override ILoaded Create(IGrainContext context) => new PersistentState<T>(this, context);
}
