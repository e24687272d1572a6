using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Solo.Activations;

/// <summary>The grain classes of the host's assemblies, found by interface or by grain type.</summary>
internal sealed class GrainClasses
{
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainClass> _byInterface = new();
    private readonly Dictionary<GrainType, GrainClass> _byType = [];

    internal GrainClasses(IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.Distinct().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(Grain)));
        foreach (var type in types)
        {
            var grainClass = new GrainClass(type);
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
                throw new InvalidOperationException(
                    $"{type.FullName} and {_byType[grainClass.GrainType].Type.FullName} have the same grain type '{grainClass.GrainType}'.");
        }
    }

    internal IReadOnlyCollection<GrainClass> All => _byType.Values;

    internal GrainClass For(Type grainInterface, string? prefix) => _byInterface.GetOrAdd((grainInterface, prefix), Find);

    internal GrainClass For(GrainType grainType) => _byType.TryGetValue(grainType, out var grainClass)
        ? grainClass
        : throw new ArgumentException($"No grain class has the grain type '{grainType}'.", nameof(grainType));

    private GrainClass Find((Type Interface, string? Prefix) wanted)
    {
        var found = All.Where(candidate => candidate.Type.IsAssignableTo(wanted.Interface)
            && (wanted.Prefix is null || candidate.Type.FullName!.StartsWith(wanted.Prefix, StringComparison.Ordinal))).ToList();
        return found switch
        {
            [var only] => only,
            [] => throw new ArgumentException($"Could not find an implementation for interface {wanted.Interface.FullName}.", nameof(wanted)),
            _ => throw new ArgumentException(
                $"{wanted.Interface.FullName} has several implementations: {string.Join(", ", found.Select(each => each.Type.FullName))}.", nameof(wanted)),
        };
    }
}
