using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Silo.Configuration;

internal sealed class LogOptions
{
    [Description("Least level that is logged.")]
    public LogVerbosity Level { get; set; } = LogVerbosity.Information;

    [Description("Least level of what the web server and the framework say.")]
    public LogVerbosity FrameworkLevel { get; set; } = LogVerbosity.Warning;

    [Description("Time zone of the moments in the logs, such as Europe/Berlin; by default the host's.")]
    public string? TimeZone { get; set; }

    [Description("Write logs on the console.")]
    public bool Console { get; set; } = true;

    [Description("Write logs as JSON lines to files in <data>/logs.")]
    public bool File { get; set; } = true;

    [Description("Size at which a new file begins.")]
    [DataType(SettingKinds.Size), Range(typeof(long), "1000000", "10000000000")]
    public long FileSize { get; set; } = 50_000_000;

    [Description("Files that are kept; the oldest goes first.")]
    [Range(1, 1000)]
    public int FilesKept { get; set; } = 10;
}

internal enum LogVerbosity
{
    Verbose,
    Debug,
    Information,
    Warning,
    Error,
}
