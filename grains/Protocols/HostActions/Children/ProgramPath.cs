namespace NasOrleans.Protocols.HostActions.Children;

/// <summary>Where programs are looked for. A service often has a path without the folders in which those of the system lie.</summary>
internal sealed record ProgramPath(string Folders)
{
    /// <summary>The last is where a Synology keeps its own.</summary>
    public const string OfTheSystem = "/usr/sbin:/sbin:/usr/syno/sbin";

    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static ProgramPath Ours { get; } = After(Environment.GetEnvironmentVariable("PATH") ?? "");

    public static ProgramPath After(string path) => OperatingSystem.IsWindows() ? new(path) : new($"{path}:{OfTheSystem}".TrimStart(':'));

    /// <summary>The file of a program; null when there is none.</summary>
    public string? Find(string name) => name.Contains('/', StringComparison.Ordinal) || name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? Runs(name) ? name : null
        : Folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => OperatingSystem.IsWindows() ? (string[])[Path.Combine(folder, name + ".exe"), Path.Combine(folder, name)] : [Path.Combine(folder, name)])
            .FirstOrDefault(Runs);

    private static bool Runs(string file) => File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & AnyExecute) != UnixFileMode.None);
}
