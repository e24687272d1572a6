using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace NasOrleans.Silo.Configuration;

internal enum SettingKind
{
    Text,
    Address,
    Flag,
    Whole,
    Number,
    Duration,
    Size,
    Choice,
    List,
}

internal static class SettingKinds
{
    /// <summary>The custom data type that marks a number of bytes.</summary>
    public const string Size = "size";
}

/// <summary>One key of the configuration and all that is said about it.</summary>
internal sealed record Setting
{
    public required string Key { get; init; }

    public required SettingKind Kind { get; init; }

    public required Type Type { get; init; }

    public required string Description { get; init; }

    public bool Secret { get; init; }

    public object? Default { get; init; }

    public IReadOnlyList<ValidationAttribute> Rules { get; init; } = [];

    public RangeAttribute? Range => Rules.OfType<RangeAttribute>().FirstOrDefault();

    public IEnumerable<string> Choices => Kind is SettingKind.Choice ? Enum.GetNames(Type).Select(CamelCase) : [];

    /// <summary>The environment variable: <c>server.drainTime</c> is <c>NAS_SERVER_DRAIN_TIME</c>.</summary>
    public string Environment => "NAS_" + string.Concat(Key.Select(c => c == '.' ? "_" : char.IsAsciiLetterUpper(c) ? "_" + c : c.ToString())).ToUpperInvariant();

    /// <summary>The environment variable that names a file with the value; for secrets alone.</summary>
    public string EnvironmentFile => Environment + "_FILE";

    public string Option => "--" + Key;

    /// <summary>What may stand there, for messages and the reference.</summary>
    public string Allowed => Kind switch
    {
        SettingKind.Flag => "true or false",
        SettingKind.Choice => string.Join(", ", Choices),
        SettingKind.Whole => "a whole number" + RangeText(),
        SettingKind.Number => "a number" + RangeText(),
        SettingKind.Duration => "a duration such as 90s, 5m or 2h30m" + RangeText(),
        SettingKind.Size => "a size such as 500kB, 50MB or 2GiB" + RangeText(),
        SettingKind.Address => "an http:// or https:// address",
        SettingKind.List => "a list of texts",
        _ => "a text",
    };

    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public static Setting Of(string key, PropertyInfo property, object? initial) => new()
    {
        Key = key,
        Type = property.PropertyType,
        Kind = KindOf(property),
        Description = property.GetCustomAttribute<System.ComponentModel.DescriptionAttribute>()?.Description ?? "",
        Secret = property.GetCustomAttribute<DataTypeAttribute>() is { DataType: DataType.Password },
        Default = initial,
        Rules = [.. property.GetCustomAttributes<ValidationAttribute>().Where(rule => rule is not DataTypeAttribute)],
    };

    private static SettingKind KindOf(PropertyInfo property)
    {
        if (property.GetCustomAttribute<DataTypeAttribute>()?.CustomDataType == SettingKinds.Size) return SettingKind.Size;
        return KindOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
    }

    public static SettingKind KindOf(Type type) => type switch
    {
        _ when type == typeof(bool) => SettingKind.Flag,
        _ when type == typeof(int) || type == typeof(long) => SettingKind.Whole,
        _ when type == typeof(double) => SettingKind.Number,
        _ when type == typeof(TimeSpan) => SettingKind.Duration,
        _ when type == typeof(Uri) => SettingKind.Address,
        _ when type == typeof(string[]) => SettingKind.List,
        _ when type.IsEnum => SettingKind.Choice,
        _ when type == typeof(string) => SettingKind.Text,
        _ => throw new NotSupportedException($"No setting can be a {type}."),
    };

    private string RangeText() => Range is { } range ? $" from {SettingText.Bound(this, range.Minimum)} to {SettingText.Bound(this, range.Maximum)}" : "";
}
