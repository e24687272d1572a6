using System.Collections.Immutable;
using NasOrleans.Secrets;

namespace NasOrleans.Silo.Configuration;

/// <summary>Reads the files of keys and passwords. Their paths count from the folder of nas.yaml, those of variables from where the program runs.</summary>
internal sealed class PowerSecretFiles(string file, string folder, SettingSources sources)
{
    private const string KeyVariable = "NAS_POWER_KEYS_";
    private const string PasswordVariable = "NAS_POWER_PASSWORDS_";
    private const string Suffix = "_FILE";

    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Whether a variable is one that names such a file.</summary>
    public static bool IsOne(string variable) => NameIn(variable, KeyVariable) is not null || NameIn(variable, PasswordVariable) is not null;

    public ImmutableDictionary<string, Secret> Keys(IEnumerable<YamlEntry> written) => All(PowerTrees.Keys, KeyVariable, written, PrivateKeyText.Objection);

    public ImmutableDictionary<string, Secret> Passwords(IEnumerable<YamlEntry> written) =>
        All(PowerTrees.Passwords, PasswordVariable, written, text => text.Length == 0 ? "is empty" : null);

    /// <summary>A secret that is written there, or in the file that is named there; null when there is neither.</summary>
    public Secret? Either(Place at, string key, string? text, string? path)
    {
        if (text is not null && path is not null) _problems.Add(new Problem($"{file}:{at.Line}", $"{at.Key}.{key}File", $"'{key}' is there as well; only one of them is allowed"));
        return path is null ? text is null ? null : new Secret(text) : Read($"{file}:{at.Line}", $"{at.Key}.{key}File", folder, path, _ => null);
    }

    private ImmutableDictionary<string, Secret> All(string tree, string variable, IEnumerable<YamlEntry> written, Func<string, string?> objection)
    {
        var found = ImmutableDictionary.CreateBuilder<string, Secret>();
        foreach (var entry in written) Take(entry.Key, Read($"{file}:{entry.Line}", $"{tree}.{entry.Key}", folder, entry.Value.Text!, objection));
        foreach (var (name, path) in sources.Environment)
            if (NameIn(name, variable) is { } key) Take(key, Read(name, $"{tree}.{key}", sources.WorkingDirectory, path, objection));
        return found.ToImmutable();

        // One that cannot be read is there all the same: whoever names it is not at fault.
        void Take(string key, Secret? secret) => found[key] = secret ?? new Secret("");
    }

    private Secret? Read(string where, string key, string from, string path, Func<string, string?> objection)
    {
        try
        {
            var text = File.ReadAllText(Path.GetFullPath(path, from)).TrimEnd('\r', '\n');
            if (objection(text) is not { } wrong) return new Secret(text);
            _problems.Add(new Problem(where, key, $"the file {path} {wrong}"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _problems.Add(new Problem(where, key, $"the file {path} {(fault is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read")}"));
        }

        return null;
    }

    // NAS_POWER_KEYS_NAS_SHUTDOWN_FILE is nas-shutdown
    private static string? NameIn(string variable, string prefix) =>
        variable.StartsWith(prefix, StringComparison.Ordinal) && variable.EndsWith(Suffix, StringComparison.Ordinal) && variable.Length > prefix.Length + Suffix.Length
            ? variable[prefix.Length..^Suffix.Length].ToLowerInvariant().Replace('_', '-') : null;
}
