namespace NasOrleans.Silo.Configuration;

/// <summary>Which file is read: --config, NAS_CONFIG, ./nas.yaml, then nas.yaml in the data folder. None at all is fine.</summary>
internal sealed record ConfigFile(string? Path, Problem? Missing)
{
    public const string Variable = "NAS_CONFIG";

    public const string Name = "nas.yaml";

    public static ConfigFile Find(SettingSources sources)
    {
        if (sources.ConfigFile is { } asked) return Named(sources, asked, sources.ConfigFileBy);
        if (sources.Environment.TryGetValue(Variable, out var named) && named.Length > 0) return Named(sources, named, Variable);
        var data = sources.CommandLine.GetValueOrDefault("data") ?? sources.Environment.GetValueOrDefault("NAS_DATA") ?? new NasSettings().Data;
        string[] places = [Full(sources, Name), System.IO.Path.Combine(Full(sources, data), Name)];
        return new ConfigFile(Array.Find(places, File.Exists), null);
    }

    private static ConfigFile Named(SettingSources sources, string path, string how)
    {
        var full = Full(sources, path);
        return File.Exists(full) ? new ConfigFile(full, null) : new ConfigFile(null, new Problem(how, "", $"the file {path} does not exist"));
    }

    private static string Full(SettingSources sources, string path) => System.IO.Path.GetFullPath(path, sources.WorkingDirectory);
}
