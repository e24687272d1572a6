using System.Globalization;

namespace NasOrleans.History.Postgres;

/// <summary>A numbered step of the schema.</summary>
public sealed record PostgresMigration(int Version, string Name, string Sql);

/// <summary>The scripts of deploy/postgres, carried in the program: what runs is what was tested with it.</summary>
public static class PostgresScripts
{
    private const string Prefix = "postgres/";

    /// <summary>001-name.sql and so on, in order.</summary>
    public static IReadOnlyList<PostgresMigration> Migrations { get; } = [.. Names()
        .Where(name => char.IsAsciiDigit(name[0]))
        .Select(name => new PostgresMigration(int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, Read(name)))
        .OrderBy(migration => migration.Version)];

    public static int Newest => Migrations[^1].Version;

    public static string Read(string name)
    {
        using var stream = typeof(PostgresScripts).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new FileNotFoundException($"There is no script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Names() => typeof(PostgresScripts).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..]);
}
