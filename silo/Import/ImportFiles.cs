using NasOrleans.Secrets;
using NasOrleans.Silo.Commands;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Import;

/// <summary>The files of an import: made anew and for their owner alone, and nothing that is there is touched.</summary>
internal sealed class ImportFiles(string folder)
{
    private readonly List<string> _made = [];

    public void Make(string name, string text)
    {
        var path = Path.Combine(folder, name);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(path, options);
            _made.Add(path);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
        }
        catch (IOException) when (File.Exists(path) && !_made.Contains(path))
        {
            Drop();
            throw new StartupFault(ExitCode.Configuration, $"{path} is there already, and is not overwritten; move it away or import into another folder");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Drop();
            throw new StartupFault(ExitCode.Configuration, $"{path} cannot be written: {fault.Message}", fault);
        }
    }

    /// <summary>A secret's file; one that holds it already is as good.</summary>
    public void Make(string name, Secret secret)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path) && File.ReadAllText(path).TrimEnd('\n') == secret.Reveal()) return;
        Make(name, secret.Reveal() + "\n");
    }

    /// <summary>What 'validate' would say of the section.</summary>
    public IReadOnlyList<Problem> Problems(string yaml)
    {
        var read = YamlFile.Read(ConfigFile.Name, new StringReader(yaml), key => Catalogue.Nas.FindTree(key) is not null);
        var sources = new SettingSources { WorkingDirectory = folder };
        var reader = new PowerReader(ConfigFile.Name, new PowerSecretFiles(ConfigFile.Name, folder, sources), read.Trees);
        reader.Read(new NasSettings(), NasOrleans.Power.Sources.PowerOrigin.File);
        return [.. read.Problems, .. reader.Problems];
    }

    /// <summary>Takes back what was made.</summary>
    public void Drop()
    {
        foreach (var path in _made) File.Delete(path);
        _made.Clear();
    }
}
