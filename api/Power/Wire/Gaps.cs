using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Power.Wire;

/// <summary>Finds all that a body must have and has not, the way down to the last step of the last phase.</summary>
internal static class Gaps
{
    private static readonly ConcurrentDictionary<Type, Member[]> Members = new();

    private sealed record Member(PropertyInfo Property, string Name, bool MayBeNull);

    public static void Find(object body, Invalid invalid) => Find(body, "", invalid);

    private static void Find(object part, string path, Invalid invalid)
    {
        foreach (var member in Members.GetOrAdd(part.GetType(), MembersOf))
        {
            var value = member.Property.GetValue(part);
            var at = path + member.Name;
            if (IsEmpty(value))
            {
                if (!member.MayBeNull) invalid.Add(at, $"'{at}' is missing.");
            }
            else if (value is IEnumerable many and not string)
            {
                var index = 0;
                foreach (var each in many)
                {
                    var place = $"{at}[{index++}]";
                    if (IsEmpty(each)) invalid.Add(place, $"'{place}' is missing.");
                    else if (WireNames.IsPower(each.GetType()) && !each.GetType().IsValueType) Find(each, place + ".", invalid);
                }
            }
            else if (WireNames.IsPower(value!.GetType()) && !value.GetType().IsValueType)
            {
                Find(value, at + ".", invalid);
            }
        }
    }

    // An id that was not given holds no text, and a list that was not given is none.
    private static bool IsEmpty([System.Diagnostics.CodeAnalysis.NotNullWhen(false)] object? value) => value switch
    {
        null => true,
        NasOrleans.Power.PowerSourceId { Value: null } or NasOrleans.Power.PowerGroupId { Value: null } or NasOrleans.Systems.SystemId { Value: null } => true,
        _ => value.GetType() is { IsValueType: true } type && WireNames.ElementOf(type) != type && (bool?)type.GetProperty("IsDefault")?.GetValue(value) == true,
    };

    private static Member[] MembersOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.CanWrite && property.GetIndexParameters().Length == 0
               select new Member(property, WireNames.Of(property), nullability.Create(property).WriteState is NullabilityState.Nullable || Nullable.GetUnderlyingType(property.PropertyType) is not null),
        ];
    }
}
