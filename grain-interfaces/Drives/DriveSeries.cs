using System.Globalization;

namespace NasOrleans.Drives;

/// <summary>The names under which a drive's values are kept in the history of its subject <c>drive:…</c>.</summary>
public static class DriveSeries
{
    public const string Temperature = "drive.temperature";
    public const string PowerOnHours = "drive.power-on-hours";

    private const string Prefix = "drive.";
    private const string AttributePrefix = "drive.attribute.";
    private const int MaxName = 64;

    public static string SubjectOf(DriveId id) => "drive:" + id.Value;

    public static string Of(SmartAttribute attribute) =>
        AttributePrefix + (attribute.Number > 0 ? attribute.Number.ToString(CultureInfo.InvariantCulture) : attribute.Name);

    /// <summary>What people call it: <c>temperature</c>, <c>power-on-hours</c>, an attribute's number or its name where it has none.</summary>
    public static bool TryParse(string? name, out string series)
    {
        series = Prefix + name;
        if (series is Temperature or PowerOnHours) return true;
        series = AttributePrefix + name;
        return name is { Length: > 0 and <= MaxName } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
    }
}
