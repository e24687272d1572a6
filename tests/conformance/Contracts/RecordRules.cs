using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;

namespace NasOrleans.Tests.Conformance.Contracts;

/// <summary>What makes a serialised type stable on the wire and safe to hand from grain to grain.</summary>
internal static class RecordRules
{
    internal static IEnumerable<string> Violations(Type type) => All(type).Select(violation => $"{type.Name} {violation}");

    private static IEnumerable<string> All(Type type)
    {
        if (!type.IsDefined(typeof(GenerateSerializerAttribute))) yield return "has no [GenerateSerializer]";
        if (!InterfaceRules.AliasOf(type).StartsWith("nas.", StringComparison.Ordinal)) yield return "has no [Alias] that starts with 'nas.'";
        if (type.IsEnum) yield break;

        if (!type.IsDefined(typeof(ImmutableAttribute))) yield return "is not marked [Immutable]";
        if (type.IsClass && !type.IsSealed) yield return "is not sealed";
        if (type.IsValueType && !type.IsDefined(typeof(IsReadOnlyAttribute))) yield return "is a struct that is not readonly";
        if (type.GetMethod("<Clone>$") is null && !type.IsValueType) yield return "is no record";
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public)) yield return $"has the public field {field.Name}";

        var kept = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.SetMethod is not null).ToList();
        foreach (var twice in kept.GroupBy(IdOf).Where(same => same.Key is not null && same.Count() > 1)) yield return $"uses the id {twice.Key} twice";
        foreach (var property in kept)
        {
            if (IdOf(property) is null) yield return $"has no [Id] on {property.Name}";
            if (!IsInitOnly(property)) yield return $"lets {property.Name} be set later";
            if (!InterfaceRules.IsIsolated(property.PropertyType)) yield return $"has {property.Name}, a {property.PropertyType.Name}: no immutable contract";
            if (IsArrayLeftDefault(type, property)) yield return $"leaves {property.Name} a default ImmutableArray, which cannot be serialised";
        }
    }

    private static uint? IdOf(PropertyInfo property) => property.GetCustomAttribute<IdAttribute>()?.Id;

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsArrayLeftDefault(Type type, PropertyInfo property)
    {
        var isArray = property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
        if (!isArray || property.IsDefined(typeof(RequiredMemberAttribute))) return false;
        var value = property.GetValue(Activator.CreateInstance(type))!;
        return (bool)property.PropertyType.GetProperty(nameof(ImmutableArray<>.IsDefault))!.GetValue(value)!;
    }
}
