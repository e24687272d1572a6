using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Children;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Tests.Power;

/// <summary>Small scripts in the place of programs of the system, before all others on a path of their own. Each may write down how it was called.</summary>
internal sealed class StandIns : IDisposable
{
    private readonly TempFolder _folder = new();

    public ProgramPath Path => ProgramPath.After($"{Programs}:{Environment.GetEnvironmentVariable("PATH")}");

    public string Programs => Directory.CreateDirectory(_folder.File("bin")).FullName;

    /// <summary>What <see cref="Recording"/> stand-ins were told, a line for each call.</summary>
    public string[] Calls => File.Exists(_folder.File("calls")) ? File.ReadAllLines(_folder.File("calls")) : [];

    /// <summary>A line for a script that writes down its folder's name, its own name and its arguments.</summary>
    public string Recording => $"printf '%s\\n' \"${{PWD##*/}} ${{0##*/}} $*\" >> {_folder.File("calls")}";

    public string FileOf(string name) => _folder.File(name);

    public IHostActions Actions(string? ownContainer = null) => new HostActs(new LocalShell(Path, TimeProvider.System), ownContainer, TimeProvider.System);

    public void Provide(string program, string script)
    {
        var path = System.IO.Path.Combine(Programs, program);
        File.WriteAllText(path, "#!/bin/sh\n" + script.ReplaceLineEndings("\n") + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _folder.Dispose();
}
