using NasOrleans.Secrets;
using NasOrleans.Silo.Commands;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Hosting;

/// <summary>The key file of all stored secrets: made once, on an empty data folder, and never silently again.</summary>
internal static class SecretsKey
{
    public static void Ensure(DataFolder data)
    {
        try
        {
            SecretKeyFile.OpenOrCreate(data.SecretKeyFile, encryptedDataExists: File.Exists(data.StateFile) || File.Exists(data.HistoryFile));
        }
        catch (SecretException fault)
        {
            throw new StartupFault(ExitCode.Storage, fault.Message, fault);
        }
    }
}
