using System.ComponentModel.DataAnnotations;

namespace NasOrleans.History;

public sealed class SqliteHistoryOptions
{
    /// <summary>The file, <c>history.db</c> in the data folder.</summary>
    [Required]
    public string Path { get; set; } = "";

    /// <summary>Events that may wait to be written; beyond it they are dropped and counted.</summary>
    [Range(100, 1_000_000)]
    public int EventQueue { get; set; } = 10_000;
}
