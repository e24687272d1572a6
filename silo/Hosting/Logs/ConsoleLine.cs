using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace NasOrleans.Silo.Hosting;

/// <summary><c>2026-11-20 12:03:04.567 +01:00 INF Waker: text</c></summary>
internal sealed class ConsoleLine(TimeZoneInfo zone) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var at = TimeZoneInfo.ConvertTime(logEvent.Timestamp, zone);
        output.Write(at.ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture));
        output.Write(' ');
        output.Write(Level(logEvent.Level));
        output.Write(' ');
        var source = LogSetup.Source(logEvent);
        if (source.Length > 0)
        {
            output.Write(source[(source.LastIndexOf('.') + 1)..]);
            output.Write(": ");
        }

        LogSetup.Message.Format(logEvent, output);
        output.WriteLine();
        if (logEvent.Exception is { } exception) output.WriteLine(exception);
    }

    private static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "VRB",
        LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        _ => "FTL",
    };
}
