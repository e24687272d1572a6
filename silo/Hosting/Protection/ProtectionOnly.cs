using System.Collections.Immutable;
using NasOrleans.History;
using NasOrleans.Power.Journal;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Hosting;

/// <summary>Storage cannot be used, and there are power sources or groups: the process is up for these alone.</summary>
internal sealed record ProtectionOnly(StorageException Cause, ImmutableArray<string> Keys)
{
    /// <summary>Without paths: everybody may read it.</summary>
    public string Reason => $"protection only: storage is {Cause.Fault.ToString().ToLowerInvariant()}";

    /// <summary>What a fault of storage leads to: null when the process has nothing to protect and ends with it.</summary>
    public static ProtectionOnly? After(StorageException cause, LoadedSettings loaded, DataFolder data)
    {
        var keys = PowerKeys(data).Union(ProtectionRules.Keys(loaded.Power)).ToImmutableArray();
        return ProtectionRules.MustProtect(cause.Fault, loaded.Settings.Role, keys) ? new(cause, keys) : null;
    }

    private static ImmutableArray<string> PowerKeys(DataFolder data)
    {
        try
        {
            return [.. JournalFile.KeysIn(data.Power).Where(ProtectionRules.IsPower)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What cannot be read can protect nothing; the storage's own fault is the one to tell.
            return [];
        }
    }
}
