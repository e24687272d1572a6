using Npgsql;

namespace NasOrleans.History.Postgres;

/// <summary>Turns what PostgreSQL and the network say into one line for the operator.</summary>
internal static class PostgresFaults
{
    /// <summary>Whether the server or the way to it is at fault, and not the caller's statement.</summary>
    public static bool OfServer(Exception fault) => fault switch
    {
        PostgresException refused => refused.IsTransient || refused.SqlState is PostgresErrorCodes.DiskFull
            or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName,
        NpgsqlException or TimeoutException => true,
        _ => false,
    };

    public static StorageException Explain(string server, Exception fault) => (fault as PostgresException)?.SqlState switch
    {
        null => new(StorageFault.Unavailable, $"{server} cannot be reached ({Inner(fault).Message}). Check its address and that it runs.", fault),
        PostgresErrorCodes.DiskFull => new(StorageFault.Full, $"{server} has no disk space left. Free some.", fault),
        PostgresErrorCodes.InsufficientPrivilege => new(StorageFault.Unwritable,
            $"{server} refuses: {Said(fault)}. Grant the role what deploy/postgres/grants.sql lists.", fault),
        PostgresErrorCodes.ReadOnlySqlTransaction => new(StorageFault.Unwritable, $"{server} is read-only. Connect to the primary.", fault),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new(StorageFault.Unavailable,
            $"{server} refuses the login ({Said(fault)}). Check user and password.", fault),
        PostgresErrorCodes.InvalidCatalogName => new(StorageFault.Unavailable, $"{server} does not exist. Create the database.", fault),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => NotMigrated(server, fault),
        _ => new(StorageFault.Unavailable, $"{server} failed ({Said(fault)}). Look at its log.", fault),
    };

    public static StorageException NotMigrated(string server, Exception? fault = null) => new(StorageFault.NotMigrated,
        $"{server} does not hold the schema of this NasOrleans. Run its migration (the verb migrate) with the role that owns the database.", fault);

    public static StorageException Newer(string server, int version, int known) => new(StorageFault.Newer,
        $"{server} holds the schema of a newer NasOrleans ({version}, known here {known}). It was left as it is: start the newer version.");

    private static string Said(Exception fault) => ((PostgresException)fault).MessageText;

    private static Exception Inner(Exception fault) => fault.InnerException is { } inner ? inner : fault;
}
