using System.CommandLine;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Import;

namespace NasOrleans.Silo.Commands;

/// <summary>Makes the section 'power' of what another tool was told: the yaml on the output, what was left behind on the errors.</summary>
internal static class ImportCommand
{
    private static readonly string[] KeyNames = ["id_nas_shutdown", "id_ed25519", "id_ecdsa", "id_rsa"];

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "upsmon.conf, or the settings of UPS Monitor: its Python file, or its shell variables." };
        var write = new Option<string?>("--write") { Description = "Write a new file in place of the output; nothing is overwritten.", HelpName = "file" };
        var key = new Option<string?>("--key") { Description = "Private SSH key that the NAS knows; by default one in ~/.ssh that has no passphrase.", HelpName = "file" };
        var hostKey = new Option<string?>("--host-key") { Description = "SHA-256 of the NAS's host key, SHA256:…; by default from ~/.ssh/known_hosts.", HelpName = "sha256" };
        var command = new Command("import", "Make the section 'power' of nas.yaml of upsmon.conf or of UPS Monitor's settings. Passwords go to files beside it, readable for you alone, and are not printed.")
        {
            file, write, key, hostKey,
        };
        command.SetAction(parsed => Import(parsed.GetValue(file)!, parsed.GetValue(write), Aids(parsed.GetValue(key), parsed.GetValue(hostKey))));
        return command;
    }

    private static int Import(string file, string? write, ImportAids aids)
    {
        var text = Read(file);
        var name = Path.GetFileName(file);
        var imported = UpsmonImport.IsOne(text) ? new UpsmonImport(name).Read(text) : new MonitorImport(name, aids).Read(text);
        if (imported.Faults.Length > 0) throw new StartupFault(ExitCode.Configuration, string.Join('\n', imported.Faults));

        var target = Path.GetFullPath(write ?? ConfigFile.Name);
        var files = new ImportFiles(Path.GetDirectoryName(target)!);
        foreach (var (secret, value) in imported.Secrets) files.Make(secret, value);
        var problems = files.Problems(imported.Yaml);
        if (problems.Count > 0)
        {
            files.Drop();
            throw new StartupFault(ExitCode.Configuration, $"{name} does not fit here as it is:\n{string.Join('\n', problems)}");
        }

        if (write is null) Console.Write(imported.Yaml);
        else files.Make(Path.GetFileName(target), imported.Yaml);
        foreach (var left in imported.Left) Console.Error.WriteLine("left: " + left);
        foreach (var secret in imported.Secrets.Keys) Console.Error.WriteLine($"secret: {Path.Combine(Path.GetDirectoryName(target)!, secret)}");
        return ExitCode.Ok;
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupFault(ExitCode.Configuration, $"{file}: {(fault is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read")}", fault);
        }
    }

    private static ImportAids Aids(string? key, string? hostKey)
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh");
        if (key is not null && PrivateKeyText.Objection(Read(key)) is { } wrong) throw new StartupFault(ExitCode.Configuration, $"--key: the file {key} {wrong}");
        if (hostKey is not null && !hostKey.StartsWith("SHA256:", StringComparison.Ordinal)) throw new StartupFault(ExitCode.Configuration, "--host-key: takes SHA256:… as 'ssh-keygen -lf' shows it");
        var known = Path.Combine(folder, "known_hosts");
        return new ImportAids
        {
            Key = key is not null ? Path.GetFullPath(key) : KeyNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(IsUsable),
            HostKey = host => hostKey ?? (File.Exists(known) ? KnownHosts.HostKey(Read(known), host) : null),
        };
    }

    private static bool IsUsable(string path) => File.Exists(path) && PrivateKeyText.Objection(Read(path)) is null;
}
