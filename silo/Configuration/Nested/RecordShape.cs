using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NasOrleans.Silo.Configuration;

/// <summary>The keys that a record takes: its properties that can be set.</summary>
internal sealed record RecordShape(ImmutableArray<RecordKey> Keys)
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Known = new();

    public static RecordShape Of(Type type) => Known.GetOrAdd(type, Make);

    /// <summary>A record in which whatever must be given is empty.</summary>
    public static object Blank(Type type)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (var key in Of(type).Keys.Where(key => key.IsRequired))
        {
            if (key.Type == typeof(string)) key.Property.SetValue(made, "");
            else if (ItemOf(key.Type) is { } item) key.Property.SetValue(made, ListOf(item, []));
            else if (IsRecord(key.Type)) key.Property.SetValue(made, Blank(key.Type));
        }

        return made;
    }

    public static bool IsRecord(Type type) => type.IsClass && type != typeof(string);

    public static Type? ItemOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : null;

    public static object ListOf(Type item, IEnumerable<object> values) =>
        typeof(RecordShape).GetMethod(nameof(Collect), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item).Invoke(null, [values])!;

    private static ImmutableArray<T> Collect<T>(IEnumerable<object> values) => [.. values.Cast<T>()];

    private static RecordShape Make(Type type)
    {
        var initial = Activator.CreateInstance(type)!;
        return new([.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => new RecordKey(
            Setting.CamelCase(property.Name), property, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
            property.GetCustomAttribute<RequiredMemberAttribute>() is not null, property.GetValue(initial)))]);
    }
}

internal sealed record RecordKey(string Name, PropertyInfo Property, Type Type, bool IsRequired, object? Default)
{
    /// <summary>That nothing stands there means something.</summary>
    public bool CanBeSwitchedOff => Default is not null && Nullable.GetUnderlyingType(Property.PropertyType) is not null;
}
