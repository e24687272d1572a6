using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;

namespace NasOrleans.Silo.Hosting;

/// <summary>One JSON object per line: at, level, source, message, exception, then the properties of the event.</summary>
internal sealed class JsonLine(TimeZoneInfo zone) : ITextFormatter
{
    private static readonly JsonValueFormatter Values = new();

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write("{\"at\":\"");
        output.Write(TimeZoneInfo.ConvertTime(logEvent.Timestamp, zone).ToString("O", CultureInfo.InvariantCulture));
        output.Write("\",\"level\":\"");
        output.Write(logEvent.Level);
        output.Write('"');
        Text("source", LogSetup.Source(logEvent), output);
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        LogSetup.Message.Format(logEvent, message);
        Text("message", message.ToString(), output);
        if (logEvent.Exception is { } exception) Text("exception", exception.ToString(), output);
        output.Write(",\"properties\":{");
        var separator = "";
        foreach (var (name, value) in logEvent.Properties)
        {
            if (name == Serilog.Core.Constants.SourceContextPropertyName) continue;
            output.Write(separator);
            JsonValueFormatter.WriteQuotedJsonString(name, output);
            output.Write(':');
            Values.Format(value, output);
            separator = ",";
        }

        output.WriteLine("}}");
    }

    private static void Text(string name, string value, TextWriter output)
    {
        output.Write(",\"");
        output.Write(name);
        output.Write("\":");
        JsonValueFormatter.WriteQuotedJsonString(value, output);
    }
}
