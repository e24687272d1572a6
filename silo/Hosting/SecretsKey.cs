using NasOrleans.Secrets;
using NasOrleans.Silo.Commands;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Hosting;

/// <summary>The key of all stored secrets: the one that was given, else the data folder's, made once while that is empty.</summary>
internal static class SecretsKey
{
    public static SecretKey Open(DataFolder data, string? given)
    {
        try
        {
            return given is not null ? SecretKey.FromValue(given)
                : SecretKeyFile.OpenOrCreate(data.SecretKeyFile, encryptedDataExists: File.Exists(data.StateFile) || File.Exists(data.HistoryFile) || Directory.Exists(data.Power));
        }
        catch (SecretException fault)
        {
            throw new StartupFault(ExitCode.Storage, fault.Message, fault);
        }
    }
}
