using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace NasOrleans.Api.Power.Wire;

/// <summary>What members of the power contracts are called in JSON.</summary>
internal static class WireNames
{
    public const string Seconds = "Seconds";

    public static bool IsPower(Type type) =>
        type.Namespace is { } space && (space.StartsWith("NasOrleans.Power", StringComparison.Ordinal) || space.StartsWith("NasOrleans.Api.Power", StringComparison.Ordinal));

    public static bool IsDuration(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan);

    public static string Of(PropertyInfo member) => Camel(member.Name) + (IsDuration(member.PropertyType) ? Seconds : "");

    /// <summary>A field as a grain names it, such as <c>ups.statusInterval</c>, as the caller wrote it. What is not found on the way stays as it is.</summary>
    public static string OnWire(Type type, string field)
    {
        var parts = field.Split('.');
        for (var at = 0; at < parts.Length; at++)
        {
            var (name, index) = parts[at].IndexOf('[', StringComparison.Ordinal) is >= 0 and var bracket ? (parts[at][..bracket], parts[at][bracket..]) : (parts[at], "");
            if (type.GetProperties().FirstOrDefault(member => Camel(member.Name) == name) is not { } found) break;
            parts[at] = Of(found) + index;
            type = ElementOf(found.PropertyType);
        }

        return string.Join('.', parts);
    }

    public static Type ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type) ?? type;

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
