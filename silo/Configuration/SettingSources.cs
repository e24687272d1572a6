namespace NasOrleans.Silo.Configuration;

/// <summary>Where configuration comes from, so that tests can say it without a process.</summary>
internal sealed record SettingSources
{
    /// <summary>The file that was asked for, with --config.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>How the file was asked for, as a complaint about it names it.</summary>
    public string ConfigFileBy { get; init; } = "--config";

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings of the command line by key.</summary>
    public IReadOnlyDictionary<string, string> CommandLine { get; init; } = new Dictionary<string, string>();

    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    public static SettingSources OfThisProcess(string? configFile, IReadOnlyDictionary<string, string> commandLine) => new()
    {
        ConfigFile = configFile,
        CommandLine = commandLine,
        Environment = System.Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Select(item => ((string)item.Key, (string?)item.Value ?? ""))
            .Where(item => item.Item1.StartsWith("NAS_", StringComparison.Ordinal) || OtherVariables.IsOne(item.Item1))
            .ToDictionary(item => item.Item1, item => item.Item2, StringComparer.Ordinal),
    };
}
