using System.ComponentModel.DataAnnotations;

namespace NasOrleans.History;

public sealed class PostgresHistoryOptions
{
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>Brings the schema up to date at start, which takes a role that may; else the start only checks it.</summary>
    public bool Migrate { get; set; }

    /// <summary>Events that may wait to be written; beyond it they are dropped and counted.</summary>
    [Range(100, 1_000_000)]
    public int EventQueue { get; set; } = 10_000;
}
