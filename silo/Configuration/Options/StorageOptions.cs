using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Silo.Configuration;

internal sealed class StorageOptions
{
    [Description("Where history lies, and on a cluster the state of the grains: sqlite (files in the data folder, role all only) or postgres.")]
    public StorageEngine Engine { get; set; } = StorageEngine.Sqlite;

    [Description("Npgsql connection string of the PostgreSQL database.")]
    [DataType(DataType.Password)]
    public string? Connection { get; set; }

    [Description("Bring the PostgreSQL schema up to date at every start, with a role that may; otherwise the start only checks it, and the verb migrate does it.")]
    public bool Migrate { get; set; }
}

internal enum StorageEngine
{
    Sqlite,
    Postgres,
}
