using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Solo.Hosting;
using NasOrleans.Solo.State;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace NasOrleans.Solo.Activations;

/// <summary>A grain class: what its attributes ask for, how it is made, and which of its grains are in memory.</summary>
internal sealed class GrainClass(Type type)
{
    private readonly ConcurrentDictionary<string, ITarget> _live = new(StringComparer.Ordinal);
    private readonly StatelessWorkerAttribute? _workers = type.GetCustomAttribute<StatelessWorkerAttribute>();
    private (StateSlot[] States, ObjectFactory Factory)? _plan;

    internal Type Type => type;

    internal GrainType GrainType { get; } = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? DefaultName(type));

    internal bool Reentrant { get; } = type.IsDefined(typeof(ReentrantAttribute), inherit: true);

    internal bool KeepAlive { get; } = type.IsDefined(typeof(KeepAliveAttribute), inherit: true);

    internal bool HasLive => !_live.IsEmpty;

    internal ITarget? Find(string key) => _live.GetValueOrDefault(key);

    internal ITarget Create(SoloRuntime runtime, string key)
    {
        if (_workers is not null) return _live.GetOrAdd(key, new WorkerPool(runtime, this, key, _workers.MaxLocalWorkers));
        var mine = new Activation(runtime, this, key);
        var target = _live.GetOrAdd(key, mine);
        if (ReferenceEquals(target, mine)) mine.Activate();
        return target;
    }

    internal void Remove(string key, Activation activation)
    {
        if (Find(key) is WorkerPool pool) pool.Remove(activation);
        else Remove(key, (ITarget)activation);
    }

    internal void Remove(string key, ITarget target) => _live.TryRemove(KeyValuePair.Create(key, target));

    internal void ForEach(Action<Activation> action)
    {
        foreach (var (_, target) in _live) target.ForEach(action);
    }

    internal StateSlot[] States(IServiceProvider services) => Plan(services).States;

    internal IGrainBase Construct(IServiceProvider services, object[] states) => (IGrainBase)Plan(services).Factory(services, states);

    private (StateSlot[] States, ObjectFactory Factory) Plan(IServiceProvider services)
    {
        if (_plan is { } known) return known;
        var states = StateSlot.Of(type, services);
        _plan = known = (states, ActivatorUtilities.CreateFactory(type, Array.ConvertAll(states, slot => slot.ParameterType)));
        return known;
    }

    private static string DefaultName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) ? name[..^"grain".Length] : name;
    }
}
