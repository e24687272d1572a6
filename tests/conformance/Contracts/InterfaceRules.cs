using System.Collections.Immutable;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.Contracts;

/// <summary>What Orleans' code generator, its dashboard and our own rules ask of a grain interface.</summary>
internal static class InterfaceRules
{
    private static readonly Type[] Plain =
        [typeof(string), typeof(Guid), typeof(decimal), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(Uri), typeof(CancellationToken)];

    private static readonly Type[] ImmutableCollections =
        [typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedDictionary<,>), typeof(Nullable<>)];

    internal static IEnumerable<string> Violations(Type grainInterface, IReadOnlySet<Type> states)
    {
        var name = grainInterface.Name;
        if (!AliasOf(grainInterface).StartsWith("nas.", StringComparison.Ordinal)) yield return $"{name} has no [Alias] that starts with 'nas.'";
        var methods = MethodsOf(grainInterface);
        foreach (var twice in methods.GroupBy(AliasOf).Where(same => same.Count() > 1)) yield return $"{name} has two methods with the alias '{twice.Key}'";
        foreach (var method in methods)
        {
            foreach (var violation in Violations(method, states)) yield return $"{name}.{method.Name} {violation}";
        }
    }

    internal static string AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias ?? "";

    /// <summary>The types of ours that travel in a method of this interface.</summary>
    internal static IEnumerable<Type> Carried(Type grainInterface) => MethodsOf(grainInterface)
        .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(ResultOf(method)))
        .SelectMany(Flatten);

    /// <summary>The type itself, or what the collections it is made of hold.</summary>
    internal static IEnumerable<Type> Flatten(Type type) =>
        type.IsGenericType && ImmutableCollections.Contains(type.GetGenericTypeDefinition()) ? type.GenericTypeArguments.SelectMany(Flatten) : [type];

    /// <summary>Nobody can change it behind the back of the one who got it.</summary>
    internal static bool IsIsolated(Type type) => Flatten(type).All(part =>
        part.IsPrimitive || part.IsEnum || Plain.Contains(part) || part.IsAssignableTo(typeof(IAddressable)) || part.IsDefined(typeof(GenerateSerializerAttribute)));

    private static IEnumerable<string> Violations(MethodInfo method, IReadOnlySet<Type> states)
    {
        var result = ResultOf(method);
        var reads = method.Name.StartsWith("Get", StringComparison.Ordinal) || method.Name.StartsWith("List", StringComparison.Ordinal);
        if (AliasOf(method).Length == 0) yield return "has no [Alias]";
        if (method.IsGenericMethod) yield return "is generic";
        if (!method.ReturnType.IsAssignableTo(typeof(Task))) yield return "does not return a Task";
        if (method.IsDefined(typeof(OneWayAttribute)) && method.ReturnType != typeof(Task)) yield return "is one-way, yet has a result";
        if (method.IsDefined(typeof(AlwaysInterleaveAttribute)) && !reads) yield return "interleaves, yet is no Get... or List...";
        if (states.Contains(result)) yield return $"hands out the persisted {result.Name}";
        foreach (var parameter in method.GetParameters().Where(each => !IsIsolated(each.ParameterType)))
            yield return $"takes {parameter.ParameterType.Name} '{parameter.Name}', which is no immutable contract";
        if (result != typeof(void) && !IsIsolated(result)) yield return $"returns {result.Name}, which is no immutable contract";
    }

    private static MethodInfo[] MethodsOf(Type grainInterface) =>
        [.. grainInterface.GetInterfaces().Append(grainInterface).SelectMany(each => each.GetMethods()).Where(method => method.IsAbstract)];

    private static Type ResultOf(MethodInfo method) =>
        method.ReturnType.IsGenericType ? method.ReturnType.GenericTypeArguments[0] : typeof(void);
}
