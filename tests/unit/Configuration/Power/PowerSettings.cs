using NasOrleans.Silo.Configuration;

namespace NasOrleans.Tests.Unit.Configuration.Power;

/// <summary>A folder with a nas.yaml and what lies beside it.</summary>
internal sealed class PowerSettings : IDisposable
{
    public const string HostKey = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";
    public const string PrivateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gt\n-----END OPENSSH PRIVATE KEY-----\n";

    private readonly TempFolder _folder = new();

    public Dictionary<string, string> Environment { get; } = [];

    public string Path(string file) => _folder.File(file);

    public void Write(string file, string text) => File.WriteAllText(_folder.File(file), text);

    public LoadedSettings Load(string? yaml = null)
    {
        if (yaml is not null) Write("nas.yaml", yaml);
        return SettingsLoader.Load(new SettingSources { Environment = Environment, WorkingDirectory = _folder.Root });
    }

    /// <summary>What is wrong with it, a line each.</summary>
    public string[] Faults(string yaml) => [.. Load(yaml).Problems.Select(problem => problem.ToString())];

    public void Dispose() => _folder.Dispose();
}
