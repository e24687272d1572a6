namespace NasOrleans.Silo.Commands;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A fault of the program or of a request; the message says which.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Configuration = 2;

    /// <summary>The data folder or a database cannot be used: in use, not writable, corrupt, newer, without its key.</summary>
    public const int Storage = 3;

    /// <summary>The address cannot be listened on.</summary>
    public const int Address = 4;
}
